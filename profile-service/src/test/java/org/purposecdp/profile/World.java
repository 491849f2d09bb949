package org.purposecdp.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.ResolvedRecord;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.NoticeGiven;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.fragment.Fragment;

/** A shop with a newsletter on consent and a service desk on contract, and one customer. */
public final class World {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final String NODE = "0a";
    public static final String OTHER_NODE = "0b";
    public static final String PROFILE = NODE;
    public static final Duration SUSPENSION = Duration.ofDays(30);

    private static final Instant LAST_YEAR = Instant.parse("2025-01-01T00:00:00Z");

    private World() {}

    public static Policy policy() {
        return policy(Duration.ofMinutes(15));
    }

    /**
     * @param hold retention of pending decisions; null for no such activity
     */
    public static Policy policy(Duration hold) {
        Activity newsletter =
                activity("newsletter", "marketing", LegalBasis.CONSENT, Duration.ofDays(365));
        Activity desk = activity("desk", "service", LegalBasis.CONTRACT, null);
        Activity pending =
                activity("waiting", Policy.PENDING_DECISION, LegalBasis.LEGITIMATE_INTERESTS, hold);
        return new Policy(
                1,
                LAST_YEAR,
                List.of(purpose("marketing", true), purpose("service", false)),
                hold == null ? List.of(newsletter, desk) : List.of(newsletter, desk, pending),
                List.of(new Notice("privacy", List.of(new Notice.Version(1, true, LAST_YEAR)))),
                new Catalogue(
                        Map.of(
                                "email", DataCategory.CONTACT,
                                "size", DataCategory.DEMOGRAPHIC),
                        Map.of("Order Completed", DataCategory.TRANSACTIONAL)),
                IdentityRules.DEFAULT);
    }

    private static Purpose purpose(String id, boolean directMarketing) {
        return new Purpose(id, id, directMarketing, null, null, Set.of());
    }

    private static Activity activity(
            String id, String purpose, LegalBasis basis, Duration retention) {
        return new Activity(
                id,
                purpose,
                Set.of(DataCategory.CONTACT, DataCategory.TRANSACTIONAL),
                basis,
                Set.of("shop"),
                Set.of("desk-client"),
                Set.of(),
                retention,
                "privacy",
                null,
                "lia-1",
                null,
                false,
                null,
                null);
    }

    public static Subject subject(long version, List<Decision> decisions, List<Fact> facts) {
        return new Subject(
                PROFILE,
                version,
                false,
                false,
                List.of(
                        new Subject.Node(NODE, 1, NODE, List.of()),
                        new Subject.Node(OTHER_NODE, 1, NODE, List.of())),
                decisions,
                facts,
                List.of(new NoticeGiven("privacy", 1, LAST_YEAR, Set.of(NODE))));
    }

    public static Subject undecided() {
        return subject(1, List.of(), List.of());
    }

    public static Subject subscriber() {
        return subject(2, List.of(decision("grant", Decision.Kind.GRANT, 10)), List.of());
    }

    public static Subject unsubscribed() {
        return subject(
                3,
                List.of(
                        decision("grant", Decision.Kind.GRANT, 10),
                        decision("no", Decision.Kind.WITHDRAW, 5)),
                List.of());
    }

    public static Subject customer() {
        return subject(
                2,
                List.of(decision("grant", Decision.Kind.GRANT, 10)),
                List.of(
                        new Fact(
                                "order",
                                Fact.Kind.CONTRACT,
                                LAST_YEAR,
                                NOON.plusSeconds(3600),
                                Set.of(NODE))));
    }

    public static Decision decision(String id, Decision.Kind kind, long minutesAgo) {
        return new Decision(
                id,
                kind,
                "marketing",
                null,
                NOON.minus(Duration.ofMinutes(minutesAgo)),
                "privacy",
                1,
                true,
                Set.of(NODE));
    }

    public static Fragment order(String recordId, String node, Instant at, Map<String, Object> of) {
        return Fragment.of(
                new ResolvedRecord(
                        node,
                        new ReceivedRecord(
                                recordId,
                                recordId,
                                "shop",
                                SourceKind.SERVER,
                                "track",
                                List.of(),
                                Map.of("email", recordId + "@example.com"),
                                new ReceivedRecord.Event("Order Completed", of),
                                null,
                                at,
                                at),
                        1),
                policy().catalogue());
    }
}
