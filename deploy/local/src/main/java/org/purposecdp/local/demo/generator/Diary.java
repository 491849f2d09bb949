package org.purposecdp.local.demo.generator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** What the sources say about each person: at first, after the first decisions, and at last. */
final class Diary {
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
    private final Map<String, Integer> messages = new HashMap<>();
    private final Map<Person, Times> times = new LinkedHashMap<>();

    Diary(Random random) {
        this.random = random;
    }

    List<Said> firstRecords(List<Person> people) {
        List<Said> said = new ArrayList<>();
        for (Person person : people) {
            switch (person.story().role) {
                case CUSTOMER -> customer(person, said);
                case SUBSCRIBER -> subscriber(person, said);
                case CARDHOLDER -> store(person, said, 3);
                case VISITOR -> visitor(person, said);
                default -> throw new IllegalStateException(person.story().name());
            }
        }
        return said;
    }

    private void customer(Person person, List<Said> said) {
        account(person, said);
        for (int i = 0; i <= random.nextInt(2); i++) {
            said.add(viewed(shop(person, 40, 2)));
        }
        for (int i = 0; i <= random.nextInt(2); i++) {
            said.add(ordered(shop(person, 40, 2)));
        }
        browser(person, 1, 44, 2, said);
        if (person.tablet() != null || random.nextInt(10) < 5) {
            app(person, said);
        }
        if (person.loyaltyId() != null) {
            store(person, said, 1 + random.nextInt(2));
        }
        if (random.nextInt(10) < 3 || person.story() == Story.OBJECTS_TO_QUALITY) {
            serviceDesk(person, said);
        }
        if (random.nextInt(10) < 2 || person.story() == Story.OBJECTS_TO_QUALITY) {
            machine(person, said);
        }
        if (random.nextInt(10) < 3) {
            survey(person, said, Map.of());
        }
        social(person, said);
        if (person.story() == Story.IMPERSONATED) {
            said.add(
                    new Said.Builder("web", person, at(person, 20, 10), next("web"))
                            .id("anonymous_id", "stranger-" + person.id())
                            .trait("email", person.email())
                            .consent(Story.Banner.ALL.choices)
                            .traitsOnly());
        }
    }

    private void account(Person person, List<Said> said) {
        said.add(account(person, 44, 41, person.interest()));
        if (random.nextInt(10) < 3) {
            said.add(
                    account(
                            person,
                            15,
                            5,
                            person.interest().equals("coffee") ? "books" : "coffee"));
        }
    }

    private Said account(Person person, double from, double to, String interest) {
        return new Said.Builder("shop", person, at(person, from, to), next("shop"))
                .id("user_id", person.userId())
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

    private Said.Builder shop(Person person, double from, double to) {
        return new Said.Builder("shop", person, at(person, from, to), next("shop"))
                .id("user_id", person.userId());
    }

    private Said viewed(Said.Builder builder) {
        return builder.property("name", PRODUCTS.get(random.nextInt(PRODUCTS.size())))
                .property("price", amount())
                .event("Product Viewed");
    }

    private Said ordered(Said.Builder builder) {
        return builder.property("orderId", "O" + (100_000 + random.nextInt(900_000)))
                .property("total", amount())
                .property("currency", "EUR")
                .event("Order Completed");
    }

    private BigDecimal amount() {
        return BigDecimal.valueOf(500 + random.nextInt(9_500), 2);
    }

    /** A browser, nobody's at first; then somebody signs in. */
    private void browser(Person person, int number, double from, double to, List<Said> said) {
        String browser = person.browser(number);
        for (int i = 0; i <= random.nextInt(2); i++) {
            said.add(page(web(person, browser, from, to)));
        }
        said.add(viewed(web(person, browser, from, to)));
        if (person.email() == null) {
            return;
        }
        // Not where capitals would make it another address: ß has none.
        boolean shouts = random.nextInt(4) == 0 && !person.email().contains("ß");
        said.add(
                web(person, browser, from, to)
                        .id("user_id", person.userId())
                        .trait(
                                "email",
                                shouts ? person.email().toUpperCase(Locale.ROOT) : person.email())
                        .traitsOnly());
        said.add(viewed(web(person, browser, from, to).id("user_id", person.userId())));
    }

    private Said.Builder web(Person person, String browser, double from, double to) {
        return new Said.Builder("web", person, at(person, from, to), next("web"))
                .id("anonymous_id", browser)
                .consent(person.story().banner.choices);
    }

    private Said page(Said.Builder builder) {
        return builder.property(
                        "path",
                        "/" + AREAS.get(random.nextInt(AREAS.size())).toLowerCase(Locale.ROOT))
                .event("page");
    }

    private void app(Person person, List<Said> said) {
        String device = person.tablet() == null ? "phone-" + person.id() : person.tablet();
        for (int i = 0; i <= 1 + random.nextInt(2); i++) {
            said.add(
                    new Said.Builder("app", person, at(person, 44, 2), next("app"))
                            .id("user_id", person.userId())
                            .id("anonymous_id", "app-" + device)
                            .id("device_id", device)
                            .consent(person.story().banner.choices)
                            .property("name", "Etusivu – Übersicht")
                            .event("screen"));
        }
    }

    private void store(Person person, List<Said> said, int visits) {
        for (int i = 0; i < visits; i++) {
            said.add(ordered(till(person)));
            if (random.nextInt(10) < 7) {
                said.add(till(person).property("store", "Helsinki 1").event("Store Visited"));
            }
        }
        if (random.nextInt(10) < 4 || person.each(5)) {
            said.add(
                    new Said.Builder("location", person, at(person, 1.5, 0.9), next("location"))
                            .id("loyalty_id", person.loyaltyId())
                            .property("area", AREAS.get(random.nextInt(AREAS.size())))
                            .event("Location Changed"));
        }
    }

    private Said.Builder till(Person person) {
        return new Said.Builder("store", person, at(person, 40, 2), next("store"))
                .id("user_id", person.userId())
                .id("loyalty_id", person.loyaltyId());
    }

    private void serviceDesk(Person person, List<Said> said) {
        said.add(feedback(person, 30, 2));
        if (random.nextInt(3) == 0) {
            said.add(
                    new Said.Builder(
                                    "service-desk", person, at(person, 30, 2), next("service-desk"))
                            .id("user_id", person.userId())
                            .trait("phone", person.phone())
                            .trait("allergies", "hazelnut")
                            .trait("callbackNote", "rings twice")
                            .traitsOnly());
        }
    }

    private Said feedback(Person person, double from, double to) {
        return new Said.Builder("service-desk", person, at(person, from, to), next("service-desk"))
                .id("user_id", person.userId())
                .trait("satisfaction", 1 + random.nextInt(5))
                .property("topic", "Lieferung – toimitus")
                .event("Feedback Given");
    }

    private void machine(Person person, List<Said> said) {
        said.add(machine(person, 30, 2).event("Device Used"));
        said.add(
                machine(person, 30, 2)
                        .trait("firmware", "4." + random.nextInt(9))
                        .event("Fault Reported"));
    }

    private Said.Builder machine(Person person, double from, double to) {
        return new Said.Builder("device", person, at(person, from, to), next("device"))
                .id("user_id", person.userId())
                .id("device_id", "machine-" + person.id())
                .property("cups", 1 + random.nextInt(8));
    }

    private void survey(Person person, List<Said> said, Map<String, Boolean> consent) {
        said.add(
                new Said.Builder("survey", person, at(person, 30, 2), next("survey"))
                        .id("email", person.email())
                        .trait("nps", random.nextInt(11))
                        .consent(consent)
                        .property("question", "Würden Sie uns empfehlen?")
                        .event("Survey Answered"));
    }

    private void social(Person person, List<Said> said) {
        if (person.handle() != null) {
            said.add(
                    new Said.Builder("social", person, at(person, 30, 2), next("social"))
                            .id("email", person.email())
                            .id("instagram", person.handle())
                            .property("stars", 1 + random.nextInt(5))
                            .event("Product Reviewed"));
        }
    }

    private void subscriber(Person person, List<Said> said) {
        browser(person, 1, 44, 2, said);
        Map<String, Boolean> ticked =
                switch (person.story()) {
                    case SUBSCRIBES -> Map.of("marketing", true);
                    case DECLINES -> Map.of("marketing", false);
                    default -> Map.of();
                };
        survey(person, said, ticked);
        survey(person, said, ticked);
        social(person, said);
    }

    private void visitor(Person person, List<Said> said) {
        boolean longAgo = person.story() == Story.VISITED_LONG_AGO;
        for (int i = 0; i < 3; i++) {
            browser(person, 1, longAgo ? 120 : 44, longAgo ? 100 : 2, said);
        }
    }

    /** After the second round of decisions. */
    List<Said> laterRecords(List<Person> people) {
        List<Said> said = new ArrayList<>();
        for (Person person : people) {
            switch (person.story()) {
                case WITHDRAWS -> {
                    said.add(viewed(late(person)));
                    said.add(viewed(late(person)));
                    said.add(ordered(late(person)));
                    said.add(page(web(person, person.browser(1), 0.48, 0.4)));
                }
                case WITHDRAWS_AND_CONSENTS_AGAIN -> {
                    said.add(viewed(late(person)));
                    said.add(viewed(late(person)));
                }
                case RETURNS_PURCHASE ->
                        said.add(
                                late(person)
                                        .property("total", amount())
                                        .property("currency", "EUR")
                                        .event("Order Refunded"));
                case RESTRICTS_PROCESSING -> {
                    said.add(viewed(late(person)));
                    said.add(ordered(late(person)));
                }
                case OBJECTS_TO_QUALITY -> {
                    said.add(feedback(person, 0.48, 0.4));
                    said.add(machine(person, 0.48, 0.4).event("Device Used"));
                }
                case CLEARS_COOKIES -> otherBrowser(person, said);
                case CONSENTS, CONSENTS_LATER, UNDECIDED -> {
                    said.add(viewed(late(person)));
                    said.add(page(web(person, person.browser(1), 0.48, 0.4)));
                }
                default -> {}
            }
        }
        return said;
    }

    private Said.Builder late(Person person) {
        return shop(person, 0.48, 0.4);
    }

    private void otherBrowser(Person person, List<Said> said) {
        Map<String, Boolean> refusing = Story.Banner.NONE.choices;
        said.add(page(web(person, person.browser(2), 0.48, 0.4).consent(refusing)));
        said.add(
                web(person, person.browser(2), 0.48, 0.4)
                        .consent(refusing)
                        .id("user_id", person.userId())
                        .trait("email", person.email())
                        .traitsOnly());
    }

    /** Carts left behind, in time for the reminder. */
    List<Said> lastRecords(List<Person> people) {
        List<Said> said = new ArrayList<>();
        for (Person person : people) {
            boolean leavesCart =
                    switch (person.story()) {
                        case CONSENTS, OPTED_OUT, UNDECIDED -> person.each(3);
                        case RENEWS_CONSENT, CHANGES_MIND -> person.each(2);
                        case RESTRICTS_PROCESSING, WITHDRAWS_AND_CONSENTS_AGAIN -> true;
                        default -> false;
                    };
            if (leavesCart) {
                said.add(
                        shop(person, 0.25, 0.05)
                                .property("value", amount())
                                .event("Cart Abandoned"));
            }
        }
        return said;
    }

    private java.time.Instant at(Person person, double from, double to) {
        return times.computeIfAbsent(person, any -> new Times(random)).between(from, to);
    }

    private String next(String source) {
        return String.format("%s-%05d", source, messages.merge(source, 1, Integer::sum));
    }
}
