package org.purposecdp.local.demo.generator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The people. Families share a name, an address, a landline and a tablet. */
final class Cast {
    private static final int FAMILIES = 12;
    private static final int FAMILY = 3;
    private static final List<String> INTERESTS =
            List.of("coffee", "garden", "cycling", "books", "kitchen");

    private final Random random;
    private final Map<String, Integer> sameName = new HashMap<>();
    private final Map<String, Integer> phones = new HashMap<>();
    private final Map<Story, Integer> ordinals = new EnumMap<>(Story.class);
    private final List<Person> people = new ArrayList<>();

    private Cast(Random random) {
        this.random = random;
    }

    private record Home(
            String language,
            String family,
            Map<String, String> address,
            String phone,
            String tablet) {}

    static List<Person> of(Random random) {
        Cast cast = new Cast(random);
        List<Story> stories = new ArrayList<>();
        for (Story story : Story.values()) {
            stories.addAll(Collections.nCopies(story.people, story));
        }
        Collections.shuffle(stories, random);
        List<Story> customers = stories.stream().filter(Story::customer).toList();
        List<Story> others = stories.stream().filter(story -> !story.customer()).toList();
        cast.families(customers.subList(0, FAMILIES * FAMILY));
        customers.subList(FAMILIES * FAMILY, customers.size()).forEach(cast::alone);
        others.forEach(cast::alone);
        return cast.people;
    }

    /** In no count, and with nothing that is anybody else's. */
    static Person toTryOn() {
        Names names = Names.BY_LANGUAGE.get("fi");
        return new Person(
                "try",
                Story.CONSENTS,
                1,
                "fi",
                "Maiju",
                "Kokeilija",
                names.address(new Random(0)),
                "female",
                "maiju.kokeilija@example.fi",
                null,
                "C19999",
                "L29999",
                null,
                null,
                null,
                "cycling");
    }

    private void families(List<Story> stories) {
        for (int family = 0; family < FAMILIES; family++) {
            Home home = home(true, family);
            for (int member = 0; member < FAMILY; member++) {
                boolean child = member == 2;
                person(stories.get(family * FAMILY + member), home, child);
            }
        }
    }

    private void alone(Story story) {
        person(story, home(false, 0), false);
    }

    private Home home(boolean family, int number) {
        int die = random.nextInt(10);
        String language = die < 5 ? "fi" : die < 8 ? "de" : "en";
        Names names = Names.BY_LANGUAGE.get(language);
        String phone = random.nextInt(4) < (language.equals("fi") ? 1 : 3) ? phone(language) : null;
        return new Home(
                language,
                names.family(random),
                names.address(random),
                phone,
                family ? "tablet-" + number : null);
    }

    private void person(Story story, Home home, boolean child) {
        int number = people.size() + 1;
        int ordinal = ordinals.merge(story, 1, Integer::sum) - 1;
        Names names = Names.BY_LANGUAGE.get(home.language());
        boolean woman = random.nextBoolean();
        String first = names.first(woman, random);
        boolean customer = story.customer();
        boolean card = story.role == Story.Role.CARDHOLDER;
        boolean email = customer || story.role == Story.Role.SUBSCRIBER;
        boolean loyal = card || customer && random.nextInt(10) < 4;
        String local = Names.local(first, home.family(), random.nextInt(8) > 0);
        int same = sameName.merge(local, 1, Integer::sum);
        String unique = same == 1 ? local : local + same;
        boolean birthKnown = child || customer && random.nextInt(10) < 5;
        people.add(
                new Person(
                        String.format("p%03d", number),
                        story,
                        ordinal,
                        home.language(),
                        first,
                        home.family(),
                        home.address(),
                        customer && random.nextInt(10) < 6 ? woman ? "female" : "male" : null,
                        email ? unique + "@" + names.domain() : null,
                        customer ? home.phone() : null,
                        customer || card ? "C" + (10_000 + number) : null,
                        loyal ? "L" + (20_000 + number) : null,
                        email && random.nextInt(8) == 0 ? "@" + unique.replace("-", "_") : null,
                        home.tablet(),
                        birthKnown ? born(child) : null,
                        INTERESTS.get(random.nextInt(INTERESTS.size()))));
    }

    private Instant born(boolean child) {
        double years = child ? 12 + random.nextDouble() * 2 : 19 + random.nextDouble() * 60;
        long day = (long) (years * 365.25);
        return Instant.parse("2026-01-01T00:00:00Z").minus(Times.days(day));
    }

    /** From ranges reserved for drama; Finland has none, so Finns use a Swedish one. */
    private String phone(String language) {
        int next = phones.merge(language, 1, Integer::sum) - 1;
        return switch (language) {
            case "fi" -> String.format("+46 70 174 06 %02d", 5 + next);
            case "de" -> String.format("+49 30 23125 %03d", next);
            default -> String.format("+44 7700 900%03d", next);
        };
    }
}
