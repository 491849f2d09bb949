package org.purposecdp.contracts.permit;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.NoticeGiven;
import org.purposecdp.contracts.subject.Subject;

/** The register and the people of {@code permit/table.md}. */
final class PermitWorld {
    static final String NODE = "node";

    private static final Instant DAY_0 = Instant.parse("2026-06-01T00:00:00Z");
    static final Policy POLICY = policy();
    private static final Pattern SAYING =
            Pattern.compile(
                    "(grant|refuse|withdraw|object|restrict|unrestrict) (\\S+)(?: by (\\S+))?"
                            + " @(-?\\d+)(?: v(\\d+))?(?: under (\\S+))?");
    private static final Pattern FACT =
            Pattern.compile("(contract|vital) @(-?\\d+)(?:\\.\\.(-?\\d+))?");
    private static final Pattern SIXTEEN = Pattern.compile("sixteen on day (-?\\d+)");
    private static final Pattern TOLD = Pattern.compile("told (\\S+) v(\\d+) @(-?\\d+)");

    private PermitWorld() {}

    static Instant day(int day) {
        return DAY_0.plus(Duration.ofDays(day));
    }

    /** The Subject that the words of the column "on file" describe. */
    static Subject subject(String words) {
        if (words.equals("nobody")) {
            return null;
        }
        List<Decision> decisions = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        List<NoticeGiven> told = new ArrayList<>();
        Arrays.stream(words.split(" ; "))
                .filter(saying -> !Set.of("", "ended", "stranger").contains(saying))
                .forEach(saying -> put(saying, decisions, facts, told));
        return new Subject(
                "profile",
                7,
                words.endsWith("ended"),
                false,
                List.of(
                        new Subject.Node(
                                words.equals("stranger") ? "another" : NODE, 1, "own", List.of()),
                        new Subject.Node("linked", 1, "other", List.of()),
                        new Subject.Node("browser", 1, "open", List.of())),
                decisions,
                facts,
                told);
    }

    private static void put(
            String words, List<Decision> decisions, List<Fact> facts, List<NoticeGiven> told) {
        String group = words.matches("(other|open): .*") ? words.split(":")[0] : "own";
        String saying = words.replaceFirst("^(other|open): ", "");
        String id = "e" + (decisions.size() + facts.size() + told.size());
        Matcher decision = SAYING.matcher(saying);
        Matcher fact = FACT.matcher(saying);
        Matcher sixteen = SIXTEEN.matcher(saying);
        Matcher notice = TOLD.matcher(saying);
        if (decision.matches()) {
            decisions.add(decision(id, decision, group));
        } else if (fact.matches()) {
            facts.add(
                    new Fact(
                            id,
                            fact.group(1).equals("vital")
                                    ? Fact.Kind.VITAL_INTEREST
                                    : Fact.Kind.CONTRACT,
                            day(Integer.parseInt(fact.group(2))),
                            fact.group(3) == null ? null : day(Integer.parseInt(fact.group(3))),
                            Set.of(group)));
        } else if (sixteen.matches()) {
            Instant born =
                    day(Integer.parseInt(sixteen.group(1)))
                            .atZone(ZoneOffset.UTC)
                            .minusYears(16)
                            .toInstant();
            facts.add(new Fact(id, Fact.Kind.BIRTH_DATE, born, null, Set.of(group)));
        } else if (notice.matches()) {
            told.add(
                    new NoticeGiven(
                            notice.group(1),
                            Integer.parseInt(notice.group(2)),
                            day(Integer.parseInt(notice.group(3))),
                            Set.of(group)));
        } else {
            throw new IllegalArgumentException("the table says '" + words + "'");
        }
    }

    private static Decision decision(String id, Matcher words, String group) {
        String purpose = words.group(2);
        return new Decision(
                id,
                Decision.Kind.valueOf(words.group(1).toUpperCase(Locale.ROOT)),
                purpose,
                words.group(3) == null ? null : Channel.valueOf(words.group(3)),
                day(Integer.parseInt(words.group(4))),
                words.group(6) == null ? purpose + "-notice" : words.group(6),
                words.group(5) == null ? 1 : Integer.parseInt(words.group(5)),
                !group.equals("open"),
                Set.of(group));
    }

    private static Policy policy() {
        return new Policy(
                3,
                day(-365),
                List.of(
                        purpose("offers", true),
                        new Purpose("games", "games", false, 16, null, Set.of()),
                        new Purpose("trial", "trial", false, null, Period.ofDays(30), Set.of()),
                        purpose("season", false),
                        purpose("health", false),
                        purpose("diet", false),
                        purpose("orders", false),
                        purpose("club", true),
                        purpose("recall", false),
                        purpose("unnamed-law", false),
                        purpose("rescue", false),
                        purpose("census", false),
                        purpose("unnamed-task", false),
                        purpose("insight", false),
                        purpose("watch", false),
                        purpose("unweighed", false),
                        purpose("shots", true),
                        purpose("idle", false)),
                List.of(
                        activity("offers", LegalBasis.CONSENT, null, null),
                        activity("games", LegalBasis.CONSENT, null, null),
                        activity("trial", LegalBasis.CONSENT, null, null),
                        season(),
                        special("health", "a"),
                        special("diet", null),
                        activity("orders", LegalBasis.CONTRACT, null, null),
                        activity("club", LegalBasis.CONTRACT, null, null),
                        activity("recall", LegalBasis.LEGAL_OBLIGATION, "Product Safety Act", null),
                        activity("rescue", LegalBasis.VITAL_INTERESTS, null, null),
                        activity("census", LegalBasis.PUBLIC_TASK, "Statistics Act", null),
                        activity("insight", LegalBasis.LEGITIMATE_INTERESTS, null, "LIA-1"),
                        activity("watch", LegalBasis.LEGITIMATE_INTERESTS, null, "LIA-2"),
                        borrowing("unnamed-law", LegalBasis.LEGAL_OBLIGATION, "recall-notice"),
                        borrowing("unnamed-task", LegalBasis.PUBLIC_TASK, "recall-notice"),
                        borrowing("unweighed", LegalBasis.LEGITIMATE_INTERESTS, "insight-notice"),
                        shots()),
                List.of(
                        notice("offers", 10, true),
                        notice("health", 5, false),
                        notice("watch", 7, true),
                        notice("games"),
                        notice("trial"),
                        notice("season"),
                        notice("diet"),
                        notice("orders"),
                        notice("club"),
                        notice("recall"),
                        notice("rescue"),
                        notice("census"),
                        notice("insight"),
                        notice("shots")),
                new Catalogue(Map.of(), Map.of()),
                IdentityRules.DEFAULT);
    }

    private static Purpose purpose(String id, boolean directMarketing) {
        return new Purpose(id, id, directMarketing, null, null, Set.of());
    }

    private static Notice notice(String purpose) {
        return new Notice(purpose + "-notice", List.of(new Notice.Version(1, true, day(-1000))));
    }

    private static Notice notice(String purpose, int secondFrom, boolean material) {
        return new Notice(
                purpose + "-notice",
                List.of(
                        new Notice.Version(1, true, day(-1000)),
                        new Notice.Version(2, material, day(secondFrom))));
    }

    private static Activity activity(
            String purpose, LegalBasis basis, String law, String assessment) {
        return activity(
                purpose,
                basis,
                purpose + "-notice",
                law,
                assessment,
                Set.of(DataCategory.CONTACT, DataCategory.TRANSACTIONAL),
                null,
                false,
                null,
                null);
    }

    private static Activity borrowing(String purpose, LegalBasis basis, String notice) {
        return activity(
                purpose,
                basis,
                notice,
                null,
                null,
                Set.of(DataCategory.CONTACT),
                null,
                false,
                null,
                null);
    }

    private static Activity special(String purpose, String condition) {
        return activity(
                purpose,
                LegalBasis.CONSENT,
                purpose + "-notice",
                null,
                null,
                Set.of(DataCategory.CONTACT, DataCategory.SPECIAL),
                condition,
                false,
                null,
                null);
    }

    private static Activity season() {
        return activity(
                "season",
                LegalBasis.CONSENT,
                "season-notice",
                null,
                null,
                Set.of(DataCategory.CONTACT),
                null,
                false,
                day(-30),
                day(40));
    }

    private static Activity shots() {
        return activity(
                "shots",
                LegalBasis.LEGITIMATE_INTERESTS,
                "shots-notice",
                null,
                "LIA-3",
                Set.of(DataCategory.CONTACT),
                null,
                true,
                null,
                null);
    }

    private static Activity activity(
            String purpose,
            LegalBasis basis,
            String notice,
            String law,
            String assessment,
            Set<DataCategory> categories,
            String specialCondition,
            boolean softOptIn,
            Instant from,
            Instant to) {
        return new Activity(
                purpose + "-activity",
                purpose,
                categories,
                basis,
                Set.of("shop"),
                Set.of("service-desk"),
                Set.of("crm"),
                null,
                notice,
                law,
                assessment,
                specialCondition,
                softOptIn,
                from,
                to);
    }
}
