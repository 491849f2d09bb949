package org.purposecdp.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.policy.RestrictionGround;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.ResolvedRecord;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.NoticeGiven;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Origin;

/**
 * A shop with a newsletter on consent, a service desk on contract, invoices that go on despite a
 * restriction, statistics on legitimate interests that are told of by the second version of the
 * notice; and one customer, who was given the first. Her browser's records are of a node of its
 * own.
 */
public final class World {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final String NODE = "0a";
    public static final String OTHER_NODE = "0b";

    /** A page's, in a group of its own: her address was typed there. */
    public static final String PAGE_NODE = "0c";

    public static final String PROFILE = NODE;
    public static final Duration SUSPENSION = Duration.ofDays(30);
    public static final Instant LAST_YEAR = Instant.parse("2025-01-01T00:00:00Z");

    private static final Set<DataCategory> CATEGORIES =
            Set.of(DataCategory.CONTACT, DataCategory.TRANSACTIONAL);

    private World() {}

    public static Policy policy() {
        return policy(Duration.ofMinutes(15));
    }

    /**
     * @param hold retention of pending decisions; null for no such activity
     */
    public static Policy policy(Duration hold) {
        List<Activity> activities = new ArrayList<>();
        activities.add(
                activity("newsletter", "marketing", LegalBasis.CONSENT, Duration.ofDays(365), 1));
        activities.add(activity("desk", "service", LegalBasis.CONTRACT, null, 1));
        if (hold != null) {
            activities.add(
                    activity(
                            "waiting",
                            Policy.PENDING_DECISION,
                            LegalBasis.LEGITIMATE_INTERESTS,
                            hold,
                            1));
        }
        return policy(activities);
    }

    /** With statistics, of which the customer was not told. */
    public static Policy policyWithStatistics() {
        List<Activity> activities = new ArrayList<>(policy().activities());
        activities.add(
                activity("statistics", "analytics", LegalBasis.LEGITIMATE_INTERESTS, null, 2));
        return policy(activities);
    }

    /** With invoices, whatever else is restricted. */
    public static Policy policyWithInvoices() {
        Activity like = activity("invoices", "billing", LegalBasis.CONTRACT, null, 1);
        List<Activity> activities = new ArrayList<>(policy().activities());
        activities.add(
                new Activity(
                        like.id(),
                        like.purpose(),
                        Set.of(DataCategory.TRANSACTIONAL),
                        like.basis(),
                        like.sources(),
                        like.readers(),
                        like.recipients(),
                        like.retention(),
                        like.describedBy(),
                        like.noticeWithin(),
                        like.law(),
                        like.assessment(),
                        like.terminalExemption(),
                        RestrictionGround.LEGAL_CLAIMS,
                        like.specialCondition(),
                        like.softOptIn(),
                        like.from(),
                        like.to()));
        return policy(activities);
    }

    private static Policy policy(List<Activity> activities) {
        return new Policy(
                1,
                LAST_YEAR,
                List.of(
                        purpose("marketing", true),
                        purpose("service", false),
                        purpose("analytics", false),
                        purpose("billing", false),
                        purpose(Policy.PENDING_DECISION, false)),
                activities,
                List.of(
                        new Notice(
                                "privacy",
                                List.of(
                                        new Notice.Version(1, true, LAST_YEAR),
                                        new Notice.Version(2, false, LAST_YEAR)))),
                new Catalogue(
                        Map.of(
                                "email", DataCategory.CONTACT,
                                "size", DataCategory.DEMOGRAPHIC),
                        Map.of("Order Completed", DataCategory.TRANSACTIONAL),
                        Set.of()),
                IdentityRules.DEFAULT,
                List.of(
                        new Source("shop", 1, false, SourceKind.SERVER, false, List.of()),
                        new Source("page", 1, false, SourceKind.PUBLIC, true, List.of())));
    }

    private static Purpose purpose(String id, boolean directMarketing) {
        return new Purpose(id, id, directMarketing, null, null, Set.of(), null, Map.of());
    }

    private static Activity activity(
            String id, String purpose, LegalBasis basis, Duration retention, int noticeVersion) {
        return new Activity(
                id,
                purpose,
                CATEGORIES,
                basis,
                Set.of("shop", "page"),
                Set.of("desk-client"),
                Set.of(),
                retention,
                new NoticeVersion("privacy", noticeVersion),
                null,
                null,
                "lia-1",
                null,
                null,
                null,
                false,
                null,
                null);
    }

    public static Subject subject(long version, List<Decision> decisions, List<Fact> facts) {
        return subject(version, decisions, facts, List.of(told(1, LAST_YEAR)));
    }

    public static Subject subject(
            long version, List<Decision> decisions, List<Fact> facts, List<NoticeGiven> notices) {
        return new Subject(
                PROFILE,
                version,
                false,
                false,
                List.of(
                        new Subject.Node(NODE, 1, NODE, "shop", List.of()),
                        new Subject.Node(OTHER_NODE, 1, NODE, "shop", List.of()),
                        new Subject.Node(PAGE_NODE, 1, PAGE_NODE, "page", List.of())),
                decisions,
                facts,
                notices);
    }

    public static NoticeGiven told(int version, Instant at) {
        return new NoticeGiven("privacy", version, at, Set.of(NODE));
    }

    public static Subject undecided() {
        return subject(1, List.of(), List.of());
    }

    public static Subject subscriber() {
        return deciding(decision("grant", Decision.Kind.GRANT, 10));
    }

    public static Subject unsubscribed() {
        return deciding(
                decision("grant", Decision.Kind.GRANT, 10),
                decision("no", Decision.Kind.WITHDRAW, 5));
    }

    /** A subscriber until the shop's tool reports something else, which is no act. */
    public static Subject reportedOff() {
        return deciding(decision("grant", Decision.Kind.GRANT, 10), state("off", 5));
    }

    public static Subject deciding(Decision... decisions) {
        return subject(1 + decisions.length, List.of(decisions), List.of());
    }

    public static Subject customer() {
        return subject(2, List.of(decision("grant", Decision.Kind.GRANT, 10)), List.of(contract()));
    }

    /** Until an hour after noon. */
    public static Fact contract() {
        return new Fact(
                "order", Fact.Kind.CONTRACT, LAST_YEAR, NOON.plusSeconds(3600), Set.of(NODE));
    }

    /** An act of her own about the newsletter. */
    public static Decision decision(String id, Decision.Kind kind, long minutesAgo) {
        return decision(id, kind, "marketing", minutesAgo);
    }

    /** An act of her own. */
    public static Decision decision(
            String id, Decision.Kind kind, String purpose, long minutesAgo) {
        return decision(id, kind, purpose, minutesAgo, true, NODE);
    }

    /** What a tool of the shop holds. */
    public static Decision state(String id, long minutesAgo) {
        return decision(id, Decision.Kind.REFUSE, "marketing", minutesAgo, false, NODE);
    }

    public static Decision decision(
            String id,
            Decision.Kind kind,
            String purpose,
            long minutesAgo,
            boolean act,
            String group) {
        return new Decision(
                id,
                kind,
                purpose,
                null,
                NOON.minus(Duration.ofMinutes(minutesAgo)),
                null,
                null,
                "privacy",
                1,
                true,
                act,
                true,
                false,
                Set.of(group),
                Set.of());
    }

    public static Fragment order(String recordId, String node, Instant at, Map<String, Object> of) {
        return order(recordId, node, at, at, of);
    }

    public static Fragment order(
            String recordId,
            String node,
            Instant occurredAt,
            Instant receivedAt,
            Map<String, Object> of) {
        return order(
                recordId, node, occurredAt, receivedAt, of, new Origin(0, recordId.hashCode()));
    }

    public static Fragment order(
            String recordId,
            String node,
            Instant occurredAt,
            Instant receivedAt,
            Map<String, Object> of,
            Origin origin) {
        boolean page = node.equals(PAGE_NODE);
        return Fragment.of(
                new ResolvedRecord(
                        node,
                        new ReceivedRecord(
                                recordId,
                                recordId,
                                page ? "page" : "shop",
                                page ? SourceKind.PUBLIC : SourceKind.SERVER,
                                "track",
                                List.of(),
                                Map.of("email", recordId + "@example.com"),
                                new ReceivedRecord.Event("Order Completed", of),
                                null,
                                occurredAt,
                                true,
                                receivedAt),
                        1),
                policy().catalogue(),
                origin);
    }
}
