package org.purposecdp.local.demo.generator;

import java.util.Map;

/** What a person goes through; how many there are of each, and what they tell cookie banners. */
enum Story {
    CONSENTS(Role.CUSTOMER, 84, Banner.ALL),
    CONSENTS_LATER(Role.CUSTOMER, 34, Banner.SILENT),
    /** Refuses at the banner, consents signed in. */
    CHANGES_MIND(Role.CUSTOMER, 16, Banner.ANALYTICS),
    RENEWS_CONSENT(Role.CUSTOMER, 12, Banner.ALL),
    /** Consented under terms that have changed materially since. */
    CONSENT_SUPERSEDED(Role.CUSTOMER, 18, Banner.SILENT),
    WITHDRAWS(Role.CUSTOMER, 22, Banner.ALL),
    WITHDRAWS_AND_CONSENTS_AGAIN(Role.CUSTOMER, 14, Banner.ALL),
    /** On the opt-out list, loaded before anybody was seen. */
    OPTED_OUT(Role.CUSTOMER, 24, Banner.ANALYTICS),
    OBJECTS_TO_MARKETING(Role.CUSTOMER, 12, Banner.SILENT),
    REFUSES_EVERYTHING(Role.CUSTOMER, 8, Banner.NONE),
    REFUSES_LATER(Role.CUSTOMER, 14, Banner.SILENT),
    /** The contract ends with a return. */
    RETURNS_PURCHASE(Role.CUSTOMER, 12, Banner.SILENT),
    RESTRICTS_PROCESSING(Role.CUSTOMER, 8, Banner.ALL),
    OBJECTS_TO_QUALITY(Role.CUSTOMER, 12, Banner.SILENT),
    /** Nobody gave them the notice; half are given it later. */
    NOT_TOLD(Role.CUSTOMER, 10, Banner.ANALYTICS),
    /** Comes back with another browser and refuses there. */
    CLEARS_COOKIES(Role.CUSTOMER, 12, Banner.ALL),
    UNDECIDED(Role.CUSTOMER, 30, Banner.SILENT),
    /** Somebody else claims their email on the web page, and consents. */
    IMPERSONATED(Role.CUSTOMER, 12, Banner.SILENT),
    SUBSCRIBES(Role.SUBSCRIBER, 40, Banner.SILENT),
    DECLINES(Role.SUBSCRIBER, 14, Banner.NONE),
    ONLY_READS(Role.SUBSCRIBER, 18, Banner.ANALYTICS),
    CARD_CONSENTS(Role.CARDHOLDER, 10, Banner.SILENT),
    CARD_UNDECIDED(Role.CARDHOLDER, 15, Banner.SILENT),
    VISITS_ACCEPTING(Role.VISITOR, 14, Banner.ALL),
    VISITS_MEASURED(Role.VISITOR, 20, Banner.ANALYTICS),
    VISITS_REFUSING(Role.VISITOR, 18, Banner.NONE),
    VISITS_SILENTLY(Role.VISITOR, 16, Banner.SILENT),
    /** Accepted before the terms changed, and has not come back. */
    VISITED_LONG_AGO(Role.VISITOR, 8, Banner.ALL);

    /** What the brand knows them as. */
    enum Role {
        CUSTOMER,
        /** Known by email only. */
        SUBSCRIBER,
        /** Known by the card only. */
        CARDHOLDER,
        /** A browser, nobody's name. */
        VISITOR
    }

    /** The answer at a cookie banner, as every later event of that browser repeats it. */
    enum Banner {
        ALL(Map.of("Advertising", true, "Analytics", true)),
        ANALYTICS(Map.of("Advertising", false, "Analytics", true)),
        NONE(Map.of("Advertising", false, "Analytics", false)),
        SILENT(Map.of());

        final Map<String, Boolean> choices;

        Banner(Map<String, Boolean> choices) {
            this.choices = choices;
        }

        boolean agrees() {
            return choices.containsValue(true);
        }
    }

    final Role role;
    final int people;
    final Banner banner;

    Story(Role role, int people, Banner banner) {
        this.role = role;
        this.people = people;
        this.banner = banner;
    }

    boolean customer() {
        return role == Role.CUSTOMER;
    }
}
