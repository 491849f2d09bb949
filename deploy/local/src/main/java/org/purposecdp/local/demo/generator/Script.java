package org.purposecdp.local.demo.generator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What people decide, sign and are told: before anybody was seen, after the first records, and
 * after the later ones. One person changes one purpose at most once a round, so that nothing rests
 * on how fast a round is read.
 */
final class Script {
    private static final int OLD_TERMS = 1;
    private static final int NEW_TERMS = 2;

    private final Random random;

    Script(Random random) {
        this.random = random;
    }

    List<Decided> beforeAnybodyIsSeen(List<Person> people) {
        List<Decided> all = new ArrayList<>();
        for (Person person : people) {
            if (!person.decides()) {
                continue;
            }
            known(person, all);
            Instant at = Times.daysAgo(50 - random.nextInt(4)).plusSeconds(person.ordinal());
            switch (person.story()) {
                case CONSENTS,
                        WITHDRAWS,
                        WITHDRAWS_AND_CONSENTS_AGAIN,
                        RESTRICTS_PROCESSING,
                        CARD_CONSENTS -> {
                    all.add(Decided.grant(person, "marketing", NEW_TERMS, at));
                    boolean byEmail =
                            person.story() == Story.RESTRICTS_PROCESSING || !person.each(4);
                    if (person.email() != null && byEmail) {
                        all.add(
                                Decided.grant(person, "marketing", NEW_TERMS, at)
                                        .byChannel("EMAIL"));
                    }
                }
                case CONSENT_SUPERSEDED -> all.add(grantedLongAgo(person));
                case RENEWS_CONSENT -> {
                    all.add(grantedLongAgo(person));
                    all.add(grantedLongAgo(person).byChannel("EMAIL"));
                    all.add(Decided.grant(person, "marketing", NEW_TERMS, at));
                    if (person.each(2)) {
                        all.add(
                                Decided.grant(person, "marketing", NEW_TERMS, at)
                                        .byChannel("EMAIL"));
                    }
                }
                case OPTED_OUT, NOT_TOLD ->
                        all.add(Decided.decision(person, "REFUSE", "marketing", Times.daysAgo(55)));
                case OBJECTS_TO_MARKETING ->
                        all.add(Decided.decision(person, "OBJECT", "marketing", Times.daysAgo(55)));
                case REFUSES_EVERYTHING ->
                        all.add(Decided.decision(person, "REFUSE", "*", Times.daysAgo(55)));
                default -> {}
            }
        }
        return all;
    }

    private static Decided grantedLongAgo(Person person) {
        return Decided.grant(person, "marketing", OLD_TERMS, Times.daysAgo(200));
    }

    /** Contracts, notices, birth dates and the loyalty club, for those that the brand knows. */
    private void known(Person person, List<Decided> all) {
        boolean customer = person.userId() != null;
        if (customer) {
            all.add(
                    Decided.fact(
                            person,
                            "CONTRACT",
                            "contract-" + person.id(),
                            Times.daysAgo(300 + random.nextInt(200)),
                            null));
            if (person.story() != Story.NOT_TOLD) {
                all.add(Decided.told(person, "customer-notice", 1, Times.daysAgo(300)));
            }
        }
        if (person.bornOn() != null) {
            all.add(Decided.fact(person, "BIRTH_DATE", null, person.bornOn(), null));
        }
        if (person.gender() != null && random.nextInt(10) < 6) {
            boolean lapsed = random.nextInt(6) == 0;
            all.add(Decided.grant(person, "loyalty", 1, Times.daysAgo(lapsed ? 500 : 90)));
        }
        if (person.loyaltyId() != null && random.nextInt(4) == 0) {
            boolean over = random.nextBoolean();
            all.add(
                    Decided.fact(
                            person,
                            "VITAL_INTEREST",
                            "flood-2025",
                            Times.daysAgo(2),
                            over ? Times.daysAgo(0.7) : null));
        }
    }

    List<Decided> afterTheFirstRecords(List<Person> people) {
        List<Decided> all = new ArrayList<>();
        for (Person person : people) {
            Instant at = Times.daysAgo(0.8).plusSeconds(person.ordinal());
            switch (person.story()) {
                case CONSENTS_LATER, CHANGES_MIND -> {
                    all.add(Decided.grant(person, "marketing", NEW_TERMS, at));
                    if (person.each(2)) {
                        all.add(
                                Decided.grant(person, "marketing", NEW_TERMS, at)
                                        .byChannel("EMAIL"));
                    }
                }
                case WITHDRAWS, WITHDRAWS_AND_CONSENTS_AGAIN ->
                        all.add(Decided.decision(person, "WITHDRAW", "marketing", at));
                case REFUSES_LATER -> all.add(Decided.decision(person, "REFUSE", "marketing", at));
                case OBJECTS_TO_QUALITY ->
                        all.add(Decided.decision(person, "OBJECT", "quality", at));
                case RESTRICTS_PROCESSING -> all.add(Decided.decision(person, "RESTRICT", "*", at));
                case NOT_TOLD -> {
                    if (person.each(2)) {
                        all.add(Decided.told(person, "customer-notice", 1, at));
                    }
                }
                default -> {}
            }
        }
        return all;
    }

    /** A return ends the contract: the same reference, now with an end. */
    List<Decided> returns(List<Person> people, List<Decided> earlier) {
        return people.stream()
                .filter(person -> person.story() == Story.RETURNS_PURCHASE)
                .flatMap(
                        person ->
                                earlier.stream()
                                        .filter(one -> one.person() == person)
                                        .filter(one -> one.what().equals("CONTRACT"))
                                        .map(
                                                one ->
                                                        Decided.fact(
                                                                person,
                                                                one.what(),
                                                                one.reference(),
                                                                one.at(),
                                                                Times.daysAgo(0.8))))
                .toList();
    }

    List<Decided> afterTheLaterRecords(List<Person> people) {
        return people.stream()
                .filter(person -> person.story() == Story.WITHDRAWS_AND_CONSENTS_AGAIN)
                .map(person -> Decided.grant(person, "marketing", NEW_TERMS, Times.daysAgo(0.33)))
                .toList();
    }
}
