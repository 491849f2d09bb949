package org.purposecdp.contracts.permit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.subject.Channel;
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
        laterWord();
        List<Activity> covering =
                policy.activities(purpose.id(), category).stream()
                        .filter(activity -> party.coveredBy(activity, use))
                        .toList();
        covering.forEach(activity -> turnsAt(activity.from()));
        List<Permission> answers =
                covering.stream()
                        .filter(activity -> activity.inForce(at))
                        .map(this::under)
                        .toList();
        return answers.stream()
                .filter(Permission::permitted)
                .findFirst()
                .or(() -> answers.stream().findFirst().map(this::untilAnyTurns))
                .orElseGet(() -> denied(null, NO_ACTIVITY, null, false));
    }

    /** A denial lasts until any activity may permit it, not just the one that is named. */
    private Permission untilAnyTurns(Permission denial) {
        return new Permission(
                false,
                denial.activity(),
                denial.basis(),
                denial.evidence(),
                denial.condition(),
                denial.ownNo(),
                denial.subjectVersion(),
                denial.policyVersion(),
                until);
    }

    private Permission under(Activity activity) {
        turnsAt(activity.to());
        Permission byBasis = byBasis(activity);
        if (!byBasis.permitted()) {
            return byBasis;
        }
        if (marketingMessage() && !mayReachBy(activity)) {
            return denied(activity, NO_CHANNEL_CONSENT, null, false);
        }
        if (use != Use.STORE && restricted()) {
            return denied(activity, RESTRICTED, null, false);
        }
        if (category == DataCategory.SPECIAL && !named(activity.specialCondition())) {
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
                            named(activity.law())
                                    ? permitted(activity, activity.law())
                                    : denied(activity, NO_LAW_NAMED, null, false);
                    case LEGITIMATE_INTERESTS ->
                            named(activity.assessment())
                                    ? permitted(activity, activity.assessment())
                                    : denied(activity, NO_ASSESSMENT, null, false);
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
            return denied(activity, conditionOf(no), no.id(), own(no));
        }
        Optional<Decision> granted = latestGrant(activity, null);
        if (granted.isEmpty()) {
            return denied(activity, NO_CONSENT, null, false);
        }
        Decision grant = granted.get();
        if (!stillTheSameTerms(activity, grant)) {
            return denied(activity, CONSENT_SUPERSEDED, grant.id(), false);
        }
        if (expired(grant)) {
            return denied(activity, CONSENT_EXPIRED, grant.id(), false);
        }
        if (purpose.minimumAge() != null && !ageMet()) {
            return denied(activity, UNDER_AGE, null, false);
        }
        return permitted(activity, grant.id());
    }

    private static Condition conditionOf(Decision no) {
        return switch (no.kind()) {
            case REFUSE -> CONSENT_REFUSED;
            case OBJECT -> OBJECTED;
            default -> CONSENT_WITHDRAWN;
        };
    }

    private boolean expired(Decision grant) {
        if (purpose.consentLasts() == null) {
            return false;
        }
        Instant expiry = grant.at().atZone(ZoneOffset.UTC).plus(purpose.consentLasts()).toInstant();
        turnsAt(expiry);
        return !at.isBefore(expiry);
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

    /**
     * Known of this node's group; of several birth dates the youngest counts, wherever it was said.
     */
    private boolean ageMet() {
        List<Fact> births =
                subject.facts().stream()
                        .filter(fact -> fact.kind() == Fact.Kind.BIRTH_DATE)
                        .toList();
        boolean ownWord = births.stream().anyMatch(fact -> fact.groups().contains(node.group()));
        Optional<Instant> ofAge =
                births.stream()
                        .map(Fact::from)
                        .max(Comparator.naturalOrder())
                        .map(born -> born.atZone(ZoneOffset.UTC).plusYears(purpose.minimumAge()))
                        .map(ZonedDateTime::toInstant);
        ofAge.ifPresent(this::turnsAt);
        return ownWord && ofAge.filter(instant -> !at.isBefore(instant)).isPresent();
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

    private boolean marketingMessage() {
        return use == Use.SEND && purpose.directMarketing() && channel != null;
    }

    private boolean mayReachBy(Activity activity) {
        if (latestRefusalInForce(channel).isPresent()) {
            return false;
        }
        return !channel.needsConsentForMarketing()
                || channelConsented(activity)
                || softOptIn(activity);
    }

    /**
     * ePrivacy Art. 13(1); a consent like any other, so it may be superseded, and expires. A "no"
     * to the purpose as a whole ends it, and a "yes" to the purpose alone does not bring it back.
     */
    private boolean channelConsented(Activity activity) {
        return latestGrant(activity, channel)
                .filter(grant -> stillTheSameTerms(activity, grant))
                .filter(grant -> !expired(grant))
                .filter(grant -> noneInForce(decisions().filter(this::refusesThePurpose), channel))
                .isPresent();
    }

    private boolean refusesThePurpose(Decision decision) {
        return decision.kind().refuses() && decision.channel() == null;
    }

    /** ePrivacy Art. 13(2): own customer, similar goods, refusal offered each time. */
    private boolean softOptIn(Activity activity) {
        return activity.softOptIn()
                && channel.softOptInCounts()
                && byFact(activity, Fact.Kind.CONTRACT).permitted();
    }

    private boolean restricted() {
        return decisions()
                .filter(decision -> decision.kind() == Kind.RESTRICT)
                .anyMatch(
                        restriction ->
                                decisions()
                                        .filter(lift -> lift.kind() == Kind.UNRESTRICT)
                                        .filter(lift -> lift.concerns(restriction.purpose()))
                                        .noneMatch(lift -> yields(restriction, lift)));
    }

    /**
     * A "yes" counts only inside its verified group, and only for the purpose it names: consent is
     * specific (GDPR Art. 4(11)). One under this activity's notice goes before any other.
     */
    private Optional<Decision> latestGrant(Activity activity, Channel about) {
        return grants(about)
                .filter(decision -> decision.groups().contains(node.group()))
                .max(
                        Comparator.comparing(
                                        (Decision grant) ->
                                                Objects.equals(grant.notice(), activity.notice()))
                                .thenComparing(Decision::at)
                                .thenComparing(Decision::noticeVersion)
                                .thenComparing(Decision::id));
    }

    private Stream<Decision> grants(Channel about) {
        return decisions()
                .filter(decision -> decision.kind() == Kind.GRANT)
                .filter(decision -> decision.purpose().equals(purpose.id()))
                .filter(decision -> decision.channel() == about);
    }

    /** A "no" travels along every link, unless a later "yes" has taken its place. */
    private Optional<Decision> latestRefusalInForce(Channel about) {
        return inForce(
                        decisions()
                                .filter(decision -> decision.kind().refuses())
                                .filter(decision -> decision.channel() == about),
                        about)
                .max(
                        Comparator.comparing(this::own)
                                .thenComparing(Decision::at)
                                .thenComparing(Decision::kind)
                                .thenComparing(Decision::id));
    }

    private boolean noneInForce(Stream<Decision> refusals, Channel about) {
        return inForce(refusals, about).findAny().isEmpty();
    }

    private Stream<Decision> inForce(Stream<Decision> refusals, Channel about) {
        return refusals.filter(no -> grants(about).noneMatch(yes -> yields(no, yes)));
    }

    /**
     * A "no" yields to a later "yes" wherever it was given itself; elsewhere to one that was given
     * wherever the "no" was; one from an unproven node also in the group of any later proven "yes".
     * At a tie the "no" wins.
     */
    private boolean yields(Decision no, Decision yes) {
        if (!yes.at().isAfter(no.at())) {
            return false;
        }
        if (own(yes)) {
            return own(no) || replaces(yes, no) || !no.proven() && yes.proven();
        }
        return replaces(yes, no);
    }

    private static boolean replaces(Decision yes, Decision no) {
        return !no.groups().isEmpty() && yes.groups().containsAll(no.groups());
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

    /** What has been said after {@code at} may turn an answer about the past. */
    private void laterWord() {
        subject.decisions().stream()
                .filter(decision -> decision.concerns(purpose.id()))
                .forEach(decision -> turnsAt(decision.at()));
        subject.notices().forEach(given -> turnsAt(given.at()));
    }

    private static boolean named(String reference) {
        return reference != null && !reference.isBlank();
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
