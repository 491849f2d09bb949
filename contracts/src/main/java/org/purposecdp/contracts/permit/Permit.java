package org.purposecdp.contracts.permit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.NoticeGiven;
import org.purposecdp.contracts.subject.Subject;

import static org.purposecdp.contracts.permit.Condition.*;

/**
 * The rule: whether data may be collected, stored, read or sent. Pure; the same arguments give the
 * same answer for ever. Expiry, re-consent and age are worked out from facts and {@code at}.
 */
public final class Permit {
    private final Subject subject;
    private final Subject.Node node;
    private final Policy policy;
    private final Use use;
    private final Purpose purpose;
    private final DataCategory category;
    private final Channel channel;
    private final Instant at;
    private Instant until;

    private Permit(
            Subject subject,
            Subject.Node node,
            Policy policy,
            Use use,
            Purpose purpose,
            DataCategory category,
            Channel channel,
            Instant at) {
        this.subject = subject;
        this.node = node;
        this.policy = policy;
        this.use = use;
        this.purpose = purpose;
        this.category = category;
        this.channel = channel;
        this.at = at;
    }

    /**
     * @param subject null when no Subject names the node
     * @param node nodeId of the data
     * @param channel only for SEND; null otherwise
     */
    public static Permission permit(
            Subject subject,
            String node,
            Policy policy,
            Use use,
            String purpose,
            DataCategory category,
            Party party,
            Channel channel,
            Instant at) {
        Optional<Subject.Node> held = subject == null ? Optional.empty() : subject.node(node);
        if (subject != null && subject.ended()) {
            return refusal(subject, policy, PROFILE_ENDED);
        }
        if (held.isEmpty()) {
            return refusal(subject, policy, NO_SUBJECT);
        }
        Optional<Purpose> known = policy.purpose(purpose);
        if (known.isEmpty()) {
            return refusal(subject, policy, UNKNOWN_PURPOSE);
        }
        return new Permit(subject, held.get(), policy, use, known.get(), category, channel, at)
                .decide(party);
    }

    private static Permission refusal(Subject subject, Policy policy, Condition condition) {
        return new Permission(
                false,
                null,
                null,
                null,
                condition,
                false,
                subject == null ? 0 : subject.version(),
                policy.version(),
                null);
    }

    private Permission decide(Party party) {
        List<Activity> covering =
                policy.activities(purpose.id(), category).stream()
                        .filter(party::coveredBy)
                        .toList();
        Optional<Activity> inForce =
                covering.stream().filter(activity -> activity.inForce(at)).findFirst();
        if (inForce.isEmpty()) {
            covering.forEach(activity -> turnsAt(activity.from()));
            return denied(null, NO_ACTIVITY, null, false);
        }
        Activity activity = inForce.get();
        turnsAt(activity.to());
        Permission byBasis = byBasis(activity);
        if (!byBasis.permitted()) {
            return byBasis;
        }
        if (marketingNeedsChannelConsent() && !channelConsented() && !softOptIn(activity)) {
            return denied(activity, NO_CHANNEL_CONSENT, null, false);
        }
        if (use != Use.STORE && restricted()) {
            return denied(activity, RESTRICTED, null, false);
        }
        if (category == DataCategory.SPECIAL && activity.specialCondition() == null) {
            return denied(activity, NO_SPECIAL_CONDITION, null, false);
        }
        return permitted(activity, byBasis.evidence());
    }

    private Permission byBasis(Activity activity) {
        if (activity.basis() == LegalBasis.CONSENT) {
            return byConsent(activity);
        }
        Permission basis =
                switch (activity.basis()) {
                    case CONTRACT -> byFact(activity, Fact.Kind.CONTRACT);
                    case VITAL_INTERESTS -> byFact(activity, Fact.Kind.VITAL_INTEREST);
                    case LEGAL_OBLIGATION, PUBLIC_TASK ->
                            activity.law() == null
                                    ? denied(activity, NO_LAW_NAMED, null, false)
                                    : permitted(activity, activity.law());
                    case LEGITIMATE_INTERESTS ->
                            activity.assessment() == null
                                    ? denied(activity, NO_ASSESSMENT, null, false)
                                    : permitted(activity, activity.assessment());
                    case CONSENT -> throw new IllegalStateException("decided above");
                };
        if (!basis.permitted()) {
            return basis;
        }
        Optional<Decision> objection = objectionInForce(activity);
        if (objection.isPresent()) {
            return denied(activity, OBJECTED, objection.get().id(), own(objection.get()));
        }
        return noticeGiven(activity) ? basis : denied(activity, NOTICE_NOT_GIVEN, null, false);
    }

    /** GDPR Art. 6(1)(a), 7. */
    private Permission byConsent(Activity activity) {
        Optional<Decision> refusal = latestRefusalInForce(null);
        if (refusal.isPresent()) {
            Decision no = refusal.get();
            Condition condition = no.kind() == Kind.REFUSE ? CONSENT_REFUSED : CONSENT_WITHDRAWN;
            return denied(activity, condition, no.id(), own(no));
        }
        Optional<Decision> granted = latestGrant(null);
        if (granted.isEmpty()) {
            return denied(activity, NO_CONSENT, null, false);
        }
        Decision grant = granted.get();
        if (!stillTheSameTerms(activity, grant)) {
            return denied(activity, CONSENT_SUPERSEDED, grant.id(), false);
        }
        if (purpose.consentLasts() != null) {
            Instant expiry =
                    grant.at().atZone(ZoneOffset.UTC).plus(purpose.consentLasts()).toInstant();
            if (!at.isBefore(expiry)) {
                return denied(activity, CONSENT_EXPIRED, grant.id(), false);
            }
            turnsAt(expiry);
        }
        if (purpose.minimumAge() != null && !ageMet()) {
            return denied(activity, UNDER_AGE, null, false);
        }
        return permitted(activity, grant.id());
    }

    private boolean stillTheSameTerms(Activity activity, Decision grant) {
        Optional<Notice> notice = policy.notice(activity.notice());
        if (notice.isEmpty() || !notice.get().id().equals(grant.notice())) {
            return false;
        }
        turnsWithNextMaterialVersion(notice.get(), grant.noticeVersion());
        return grant.noticeVersion() >= notice.get().leastAccepted(at);
    }

    private void turnsWithNextMaterialVersion(Notice notice, int accepted) {
        notice.versions().stream()
                .filter(version -> version.material() && version.version() > accepted)
                .forEach(version -> turnsAt(version.from()));
    }

    /** Of several birth dates on file the youngest counts, wherever it was said. */
    private boolean ageMet() {
        Optional<Instant> adult =
                subject.facts().stream()
                        .filter(fact -> fact.kind() == Fact.Kind.BIRTH_DATE)
                        .map(Fact::from)
                        .max(Comparator.naturalOrder())
                        .map(
                                born ->
                                        born.atZone(ZoneOffset.UTC)
                                                .plusYears(purpose.minimumAge())
                                                .toInstant());
        adult.ifPresent(this::turnsAt);
        return adult.isPresent() && !at.isBefore(adult.get());
    }

    /** GDPR Art. 6(1)(b) and (d). */
    private Permission byFact(Activity activity, Fact.Kind kind) {
        List<Fact> known =
                subject.facts().stream()
                        .filter(fact -> fact.kind() == kind)
                        .filter(fact -> fact.groups().contains(node.group()))
                        .toList();
        List<Fact> inForce = known.stream().filter(fact -> fact.inForce(at)).toList();
        if (inForce.isEmpty()) {
            known.forEach(fact -> turnsAt(fact.from()));
            boolean ended = known.stream().anyMatch(fact -> !at.isBefore(fact.from()));
            return denied(activity, ended ? FACT_ENDED : NO_FACT, null, false);
        }
        Fact longest =
                inForce.stream()
                        .max(
                                Comparator.comparing(
                                                Fact::to,
                                                Comparator.nullsLast(Comparator.naturalOrder()))
                                        .thenComparing(Fact::id))
                        .orElseThrow();
        turnsAt(longest.to());
        return permitted(activity, longest.id());
    }

    /** GDPR Art. 21(1) for public task and legitimate interests, 21(2–3) for any basis. */
    private Optional<Decision> objectionInForce(Activity activity) {
        return switch (activity.basis()) {
            case PUBLIC_TASK, LEGITIMATE_INTERESTS -> latestRefusalInForce(null);
            default -> purpose.directMarketing() ? latestRefusalInForce(null) : Optional.empty();
        };
    }

    /** GDPR Art. 13–14. */
    private boolean noticeGiven(Activity activity) {
        Optional<Notice> notice = policy.notice(activity.notice());
        if (notice.isEmpty()) {
            return false;
        }
        int latest =
                subject.notices().stream()
                        .filter(given -> given.notice().equals(notice.get().id()))
                        .filter(given -> given.groups().contains(node.group()))
                        .filter(given -> !given.at().isAfter(at))
                        .mapToInt(NoticeGiven::version)
                        .max()
                        .orElse(0);
        turnsWithNextMaterialVersion(notice.get(), latest);
        return latest >= notice.get().leastAccepted(at);
    }

    private boolean marketingNeedsChannelConsent() {
        return use == Use.SEND
                && purpose.directMarketing()
                && channel != null
                && channel.needsConsentForMarketing();
    }

    /** ePrivacy Art. 13(1). */
    private boolean channelConsented() {
        return latestRefusalInForce(channel).isEmpty() && latestGrant(channel).isPresent();
    }

    /** ePrivacy Art. 13(2): own customer, similar goods, refusal offered each time. */
    private boolean softOptIn(Activity activity) {
        return activity.softOptIn()
                && channel.softOptInCounts()
                && latestRefusalInForce(channel).isEmpty()
                && byFact(activity, Fact.Kind.CONTRACT).permitted();
    }

    private boolean restricted() {
        return decisions()
                .filter(decision -> decision.kind() == Kind.RESTRICT)
                .anyMatch(
                        restriction ->
                                decisions()
                                        .filter(lift -> lift.kind() == Kind.UNRESTRICT)
                                        .filter(
                                                lift ->
                                                        lift.purpose()
                                                                .equals(restriction.purpose()))
                                        .noneMatch(lift -> yields(restriction, lift)));
    }

    /** A "yes" counts only inside its verified group. */
    private Optional<Decision> latestGrant(Channel about) {
        return decisions()
                .filter(decision -> decision.kind() == Kind.GRANT)
                .filter(decision -> decision.channel() == about)
                .filter(decision -> decision.groups().contains(node.group()))
                .max(Comparator.comparing(Decision::at).thenComparing(Decision::id));
    }

    /** A "no" travels along every link, unless a later "yes" has taken its place. */
    private Optional<Decision> latestRefusalInForce(Channel about) {
        return decisions()
                .filter(decision -> decision.kind().refuses())
                .filter(decision -> decision.channel() == about)
                .filter(
                        no ->
                                decisions()
                                        .filter(yes -> yes.kind() == Kind.GRANT)
                                        .filter(yes -> yes.channel() == about)
                                        .noneMatch(yes -> yields(no, yes)))
                .max(
                        Comparator.comparing(this::own)
                                .thenComparing(Decision::at)
                                .thenComparing(Decision::id));
    }

    /**
     * A "no" yields to a later "yes" of its own group, and one from an unproven node to any later
     * proven "yes"; at a tie the "no" wins.
     */
    private static boolean yields(Decision no, Decision yes) {
        boolean sameGroup = yes.groups().stream().anyMatch(no.groups()::contains);
        return yes.at().isAfter(no.at()) && (sameGroup || !no.proven() && yes.proven());
    }

    private boolean own(Decision no) {
        return no.groups().contains(node.group());
    }

    /** Decisions about this purpose that have been taken by now. */
    private Stream<Decision> decisions() {
        return subject.decisions().stream()
                .filter(decision -> decision.concerns(purpose.id()))
                .filter(decision -> !decision.at().isAfter(at));
    }

    private void turnsAt(Instant instant) {
        if (instant != null && instant.isAfter(at) && (until == null || instant.isBefore(until))) {
            until = instant;
        }
    }

    private Permission permitted(Activity activity, String evidence) {
        return answer(activity, evidence, null, false);
    }

    private Permission denied(
            Activity activity, Condition condition, String evidence, boolean ownNo) {
        return answer(activity, evidence, condition, ownNo);
    }

    private Permission answer(
            Activity activity, String evidence, Condition condition, boolean ownNo) {
        return new Permission(
                condition == null,
                activity == null ? null : activity.id(),
                activity == null ? null : activity.basis(),
                evidence,
                condition,
                ownNo,
                subject.version(),
                policy.version(),
                until);
    }
}
