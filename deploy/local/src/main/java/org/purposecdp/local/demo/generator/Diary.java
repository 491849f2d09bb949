package org.purposecdp.local.demo.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What is said of each person: at first, after the first decisions, and at last. */
final class Diary {
    private final Random random;
    private final Voices voices;

    Diary(Random random) {
        this(random, "");
    }

    private Diary(Random random, String series) {
        this.random = random;
        this.voices = new Voices(random, series);
    }

    /** Of somebody to try things on, of whom nothing is expected. */
    static List<Said> toTryOn(Person person, long seed) {
        List<Said> said = new ArrayList<>();
        new Diary(new Random(seed), "try-").customer(person, said);
        return said;
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
        said.add(voices.account(person, 44, 41, person.interest()));
        if (chance(3)) {
            String other = person.interest().equals("coffee") ? "books" : "coffee";
            said.add(voices.account(person, 15, 5, other));
        }
        for (int i = 0; i <= random.nextInt(2); i++) {
            said.add(voices.viewed(voices.shop(person, 40, 2)));
        }
        for (int i = 0; i <= random.nextInt(2); i++) {
            said.add(voices.ordered(voices.shop(person, 40, 2)));
        }
        browser(person, 44, 2, said);
        if (person.tablet() != null || chance(5)) {
            app(person, said);
        }
        if (person.loyaltyId() != null) {
            store(person, said, 1 + random.nextInt(2));
        }
        if (chance(3) || person.story() == Story.OBJECTS_TO_QUALITY) {
            said.add(voices.feedback(person, 30, 2));
            if (random.nextInt(3) == 0) {
                said.add(voices.noted(person));
            }
        }
        if (chance(2) || person.story() == Story.OBJECTS_TO_QUALITY) {
            said.add(voices.used(voices.machine(person, 30, 2)));
            said.add(voices.broken(voices.machine(person, 30, 2)));
        }
        if (chance(3)) {
            said.add(voices.answered(person, Map.of()));
        }
        social(person, said);
        if (person.story() == Story.IMPERSONATED) {
            said.add(voices.stranger(person));
        }
    }

    private boolean chance(int inTen) {
        return random.nextInt(10) < inTen;
    }

    /** A browser, nobody's at first; then somebody signs in. */
    private void browser(Person person, double from, double to, List<Said> said) {
        String browser = person.browser(1);
        for (int i = 0; i <= random.nextInt(2); i++) {
            said.add(voices.page(voices.web(person, browser, from, to)));
        }
        said.add(voices.viewed(voices.web(person, browser, from, to)));
        if (person.email() == null) {
            return;
        }
        String typed = voices.typed(person.email());
        said.add(
                voices.web(person, browser, from, to)
                        .id("user_id", person.userId())
                        .trait("email", typed)
                        .traitsOnly());
        said.add(
                voices.viewed(
                        voices.web(person, browser, from, to).id("user_id", person.userId())));
    }

    private void app(Person person, List<Said> said) {
        // Of whoever agrees to nothing a shared tablet would have agreed for the others.
        boolean shared = person.tablet() != null && person.story().banner.agrees();
        String device = shared ? person.tablet() : "phone-" + person.id();
        for (int i = 0; i <= 1 + random.nextInt(2); i++) {
            said.add(voices.screen(person, device));
        }
    }

    private void store(Person person, List<Said> said, int visits) {
        for (int i = 0; i < visits; i++) {
            said.add(voices.ordered(voices.till(person)));
            if (chance(7)) {
                said.add(voices.visited(person));
            }
        }
        if (chance(4) || person.each(5)) {
            said.add(voices.located(person));
        }
    }

    private void social(Person person, List<Said> said) {
        if (person.handle() != null) {
            said.add(voices.reviewed(person));
        }
    }

    private void subscriber(Person person, List<Said> said) {
        browser(person, 44, 2, said);
        Map<String, Boolean> ticked =
                switch (person.story()) {
                    case SUBSCRIBES -> Map.of("marketing", true);
                    case DECLINES -> Map.of("marketing", false);
                    default -> Map.of();
                };
        said.add(voices.answered(person, ticked));
        said.add(voices.answered(person, ticked));
        social(person, said);
    }

    private void visitor(Person person, List<Said> said) {
        boolean longAgo = person.story() == Story.VISITED_LONG_AGO;
        for (int i = 0; i < 3; i++) {
            browser(person, longAgo ? 120 : 44, longAgo ? 100 : 2, said);
        }
    }

    /** After the second round of decisions. */
    List<Said> laterRecords(List<Person> people) {
        List<Said> said = new ArrayList<>();
        people.forEach(person -> later(person, said));
        return said;
    }

    private void later(Person person, List<Said> said) {
        switch (person.story()) {
            case WITHDRAWS -> {
                said.add(voices.viewed(lately(person)));
                said.add(voices.viewed(lately(person)));
                said.add(voices.ordered(lately(person)));
                said.add(voices.page(lateWeb(person, 1)));
            }
            case WITHDRAWS_AND_CONSENTS_AGAIN -> {
                said.add(voices.viewed(lately(person)));
                said.add(voices.viewed(lately(person)));
            }
            case RETURNS_PURCHASE -> said.add(voices.refunded(lately(person)));
            case RESTRICTS_PROCESSING -> {
                said.add(voices.viewed(lately(person)));
                said.add(voices.ordered(lately(person)));
            }
            case OBJECTS_TO_QUALITY -> {
                said.add(voices.feedback(person, 0.48, 0.4));
                said.add(voices.used(voices.machine(person, 0.48, 0.4)));
            }
            case CLEARS_COOKIES -> otherBrowser(person, said);
            case CONSENTS, CONSENTS_LATER, UNDECIDED -> {
                said.add(voices.viewed(lately(person)));
                said.add(voices.page(lateWeb(person, 1)));
            }
            default -> {}
        }
    }

    private Said.Builder lately(Person person) {
        return voices.shop(person, 0.48, 0.4);
    }

    private Said.Builder lateWeb(Person person, int browser) {
        return voices.web(person, person.browser(browser), 0.48, 0.4);
    }

    private void otherBrowser(Person person, List<Said> said) {
        Map<String, Boolean> refusing = Story.Banner.NONE.choices;
        said.add(voices.page(lateWeb(person, 2).consent(refusing)));
        said.add(
                lateWeb(person, 2)
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
                said.add(voices.cart(person));
            }
        }
        return said;
    }
}
