package org.purposecdp.local.demo.generator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** How each source speaks of a person; times are days ago, from and to. */
final class Voices {
    private static final List<String> PRODUCTS =
            List.of(
                    "Kahvimylly Äyskäri",
                    "Gießkanne Größe 2",
                    "Crème brûlée set",
                    "Pyöräilykypärä",
                    "Gartenschere",
                    "Field notebook");
    private static final List<String> AREAS = List.of("Kamppi", "Töölö", "Friedrichshain", "Soho");

    private final Random random;
    private final String series;
    private final Map<String, Integer> messages = new HashMap<>();
    private final Map<Person, Times> times = new LinkedHashMap<>();

    /**
     * @param series tells its messageIds from another's
     */
    Voices(Random random, String series) {
        this.random = random;
        this.series = series;
    }

    private Said.Builder by(String source, Person person, double from, double to) {
        Instant at = times.computeIfAbsent(person, any -> new Times(random)).between(from, to);
        String messageId =
                String.format("%s-%s%05d", source, series, messages.merge(source, 1, Integer::sum));
        return new Said.Builder(source, person, at, messageId);
    }

    Said account(Person person, double from, double to, String interest) {
        return shop(person, from, to)
                .id("loyalty_id", person.loyaltyId())
                .trait("email", person.email())
                .trait("phone", person.phone())
                .trait("firstName", person.firstName())
                .trait("lastName", person.lastName())
                .trait("address", person.addressTrait())
                .trait("gender", person.gender())
                .trait("interest", interest)
                .traitsOnly();
    }

    Said.Builder shop(Person person, double from, double to) {
        return by("shop", person, from, to).id("user_id", person.userId());
    }

    Said viewed(Said.Builder builder) {
        return builder.property("name", any(PRODUCTS))
                .property("price", amount())
                .event("Product Viewed");
    }

    Said ordered(Said.Builder builder) {
        return builder.property("orderId", "O" + (100_000 + random.nextInt(900_000)))
                .property("total", amount())
                .property("currency", "EUR")
                .event("Order Completed");
    }

    Said refunded(Said.Builder builder) {
        return builder.property("total", amount())
                .property("currency", "EUR")
                .event("Order Refunded");
    }

    Said cart(Person person) {
        return shop(person, 0.25, 0.05).property("value", amount()).event("Cart Abandoned");
    }

    Said.Builder web(Person person, String browser, double from, double to) {
        return by("web", person, from, to)
                .id("anonymous_id", browser)
                .consent(person.story().banner.choices);
    }

    Said page(Said.Builder builder) {
        return builder.property("path", "/" + any(AREAS).toLowerCase(Locale.ROOT)).event("page");
    }

    /**
     * Now and then the email is typed in capitals, but not where that makes another: ß has none.
     */
    String typed(String email) {
        boolean capitals = random.nextInt(4) == 0 && !email.contains("ß");
        return capitals ? email.toUpperCase(Locale.ROOT) : email;
    }

    /** Somebody else's claim of this person's email, and a consent along with it. */
    Said stranger(Person person) {
        return by("web", person, 20, 10)
                .id("anonymous_id", "stranger-" + person.id())
                .trait("email", person.email())
                .consent(Story.Banner.ALL.choices)
                .traitsOnly();
    }

    Said screen(Person person, String device) {
        return by("app", person, 44, 2)
                .id("user_id", person.userId())
                .id("anonymous_id", "app-" + device)
                .id("device_id", device)
                .consent(person.story().banner.choices)
                .property("name", "Etusivu – Übersicht")
                .event("screen");
    }

    Said.Builder till(Person person) {
        return by("store", person, 40, 2)
                .id("user_id", person.userId())
                .id("loyalty_id", person.loyaltyId());
    }

    Said visited(Person person) {
        return till(person).property("store", "Helsinki 1").event("Store Visited");
    }

    Said located(Person person) {
        return by("location", person, 1.5, 0.9)
                .id("loyalty_id", person.loyaltyId())
                .property("area", any(AREAS))
                .event("Location Changed");
    }

    Said feedback(Person person, double from, double to) {
        return by("service-desk", person, from, to)
                .id("user_id", person.userId())
                .trait("satisfaction", 1 + random.nextInt(5))
                .property("topic", "Lieferung – toimitus")
                .event("Feedback Given");
    }

    /** With what nobody may keep: a special category, and a trait that no catalogue has. */
    Said noted(Person person) {
        return by("service-desk", person, 30, 2)
                .id("user_id", person.userId())
                .trait("phone", person.phone())
                .trait("allergies", "hazelnut")
                .trait("callbackNote", "rings twice")
                .traitsOnly();
    }

    Said.Builder machine(Person person, double from, double to) {
        return by("device", person, from, to)
                .id("user_id", person.userId())
                .id("device_id", "machine-" + person.id())
                .property("cups", 1 + random.nextInt(8));
    }

    Said used(Said.Builder builder) {
        return builder.event("Device Used");
    }

    Said broken(Said.Builder builder) {
        return builder.trait("firmware", "4." + random.nextInt(9)).event("Fault Reported");
    }

    Said answered(Person person, Map<String, Boolean> consent) {
        return by("survey", person, 30, 2)
                .id("email", person.email())
                .trait("nps", random.nextInt(11))
                .consent(consent)
                .property("question", "Würden Sie uns empfehlen?")
                .event("Survey Answered");
    }

    Said reviewed(Person person) {
        return by("social", person, 30, 2)
                .id("email", person.email())
                .id("instagram", person.handle())
                .property("stars", 1 + random.nextInt(5))
                .event("Product Reviewed");
    }

    private BigDecimal amount() {
        return BigDecimal.valueOf(500 + random.nextInt(9_500), 2);
    }

    private String any(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
