package org.purposecdp.contracts.permit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.Subject;

import static org.purposecdp.contracts.permit.Condition.*;

/**
 * The rule: whether data may be collected, stored, read or sent. Pure; the same arguments give the
 * same answer for ever. Expiry, re-consent and age are worked out from facts and {@code at}. To
 * collect asks for consent both when the data arose and now: it is never retroactive.
 */
public final class Permit {
    private final Subject subject;
    private final Subject.Node node;
    private final Policy policy;
    private final Use use;
    private final Purpose purpose;
    private final DataCategory category;
    private final Channel channel;
    private final Instant arose;
    private final Instant at;
    private final Turning turning;
    private final Standing standing;

    private Permit(
            Subject subject,
            Subject.Node node,
            Policy policy,
            Use use,
            Purpose purpose,
            DataCategory category,
            Channel channel,
            Instant arose,
            Instant at) {
        this.subject = subject;
        this.node = node;
        this.policy = policy;
        this.use = use;
        this.purpose = purpose;
        this.category = category;
        this.channel = channel;
        this.arose = arose;
        this.at = at;
        this.turning = new Turning(at);
        this.standing = new Standing(subject, node, policy, purpose, turning);
    }

    /**
     * @param subject null when no Subject names the node
     * @param node nodeId of the data
     * @param channel the destination's, only for SEND; null otherwise
     * @param arose when the data came to be: the earlier of its own time and its receipt
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
            Instant arose,
            Instant at) {
        Optional<Subject.Node> held = subject == null ? Optional.empty() : subject.node(node);
        if (subject != null && subject.ended()) {
            return refusal(subject, policy, PROFILE_ENDED);
        }
        if (subject != null && subject.blocked()) {
            return refusal(subject, policy, SUBJECT_BLOCKED);
        }
        if (held.isEmpty()) {
            return refusal(subject, policy, NO_SUBJECT);
        }
        Optional<Purpose> known = policy.purpose(purpose);
        if (known.isEmpty()) {
            return refusal(subject, policy, UNKNOWN_PURPOSE);
        }
        return new Permit(
                        subject, held.get(), policy, use, known.get(), category, channel, arose, at)
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

    /**
     * What one activity or one of its conditions comes to.
     *
     * @param condition what failed; null for a "yes"
     * @param evidence what it rests on
     * @param erases a "no" that what rested on it does not outlive
     */
    private record Answer(Condition condition, String evidence, boolean erases) {
        static Answer yes(String evidence) {
            return new Answer(null, evidence, false);
        }

        static Answer no(Condition condition) {
            return new Answer(condition, null, false);
        }

        boolean isYes() {
            return condition == null;
        }
    }

    private record Under(Activity activity, Answer answer) {}

    private Permission decide(Party party) {
        subject.notices().forEach(given -> turning.at(given.at()));
        List<Activity> covering =
                policy.activities(purpose.id(), category).stream()
                        .filter(activity -> party.coveredBy(activity, use))
                        .toList();
        covering.forEach(activity -> turning.at(activity.from()));
        List<Under> answers =
                covering.stream()
                        .filter(activity -> activity.inForce(at))
                        .map(activity -> new Under(activity, under(activity)))
                        .toList();
        return answers.stream()
                .filter(under -> under.answer().isYes())
                .findFirst()
                .or(() -> answers.stream().findFirst())
                .map(under -> permission(under.activity(), under.answer()))
                .orElseGet(() -> permission(null, Answer.no(NO_ACTIVITY)));
    }

    private Permission permission(Activity activity, Answer answer) {
        return new Permission(
                answer.isYes(),
                activity == null ? null : activity.id(),
                activity == null ? null : activity.basis(),
                answer.evidence(),
                answer.condition(),
                answer.erases(),
                subject.version(),
                policy.version(),
                turning.next());
    }

    private Answer under(Activity activity) {
        turning.at(activity.to());
        Answer answer = unrestricted(activity);
        boolean saidNo = answer.condition() != null && answer.condition().isRefusal();
        // Told before what is merely wanting: nothing that may come would change it.
        return !saidNo && restrained(activity) ? Answer.no(RESTRICTED) : answer;
    }

    /** GDPR Art. 18(2). */
    private boolean restrained(Activity activity) {
        return use != Use.STORE && activity.despiteRestriction() == null && standing.restricted(at);
    }

    private Answer unrestricted(Activity activity) {
        Answer basis = byBasis(activity);
        if (!basis.isYes()) {
            return basis;
        }
        if (mustBeTold(activity) && !told(activity)) {
            return Answer.no(NOTICE_NOT_GIVEN);
        }
        Answer device = byDevice(activity);
        if (!device.isYes()) {
            return device;
        }
        if (use == Use.SEND && purpose.directMarketing()) {
            if (channel == null) {
                return Answer.no(NO_CHANNEL);
            }
            if (!mayReachBy(activity)) {
                return Answer.no(NO_CHANNEL_CONSENT);
            }
        }
        if (category == DataCategory.SPECIAL && !named(activity.specialCondition())) {
            return Answer.no(NO_SPECIAL_CONDITION);
        }
        return basis;
    }

    private Answer byBasis(Activity activity) {
        if (activity.basis() == LegalBasis.CONSENT) {
            return byConsentWhenAsked(standing, activity);
        }
        // Before what is merely wanting: whatever came, the answer would be no.
        return objection(activity)
                .orElseGet(
                        () ->
                                switch (activity.basis()) {
                                    case CONTRACT -> byFact(Fact.Kind.CONTRACT);
                                    case VITAL_INTERESTS -> byFact(Fact.Kind.VITAL_INTEREST);
                                    case LEGAL_OBLIGATION, PUBLIC_TASK ->
                                            by(activity.law(), NO_LAW_NAMED);
                                    case LEGITIMATE_INTERESTS ->
                                            by(activity.assessment(), NO_ASSESSMENT);
                                    case CONSENT ->
                                            throw new IllegalStateException("decided above");
                                });
    }

    private static Answer by(String reference, Condition otherwise) {
        return named(reference) ? Answer.yes(reference) : Answer.no(otherwise);
    }

    /** To collect it must have been in force when the data arose, and still be. */
    private Answer byConsentWhenAsked(Standing words, Activity activity) {
        Answer now = byConsent(words, activity, at);
        return use == Use.COLLECT && now.isYes() ? byConsent(words, activity, arose) : now;
    }

    /** GDPR Art. 6(1)(a), 7. */
    private Answer byConsent(Standing words, Activity activity, Instant when) {
        Optional<Decision> refusal = words.refusal(null, when);
        if (refusal.isPresent()) {
            Decision no = refusal.get();
            return new Answer(conditionOf(no), no.id(), words.erases(no));
        }
        Optional<Decision> granted = words.grant(activity, null, when);
        if (granted.isEmpty()) {
            return Answer.no(NO_CONSENT);
        }
        Decision grant = granted.get();
        if (!words.underTheseTerms(grant, activity, when)) {
            return new Answer(CONSENT_SUPERSEDED, grant.id(), false);
        }
        if (words.expired(grant, when)) {
            return new Answer(CONSENT_EXPIRED, grant.id(), false);
        }
        Integer age = policy.purpose(activity.purpose()).map(Purpose::minimumAge).orElse(null);
        return age == null || ageMet(age, when) ? Answer.yes(grant.id()) : Answer.no(UNDER_AGE);
    }

    private static Condition conditionOf(Decision no) {
        if (!no.understood()) {
            return CONSENT_UNCLEAR;
        }
        return switch (no.kind()) {
            case REFUSE -> CONSENT_REFUSED;
            case OBJECT -> OBJECTED;
            default -> CONSENT_WITHDRAWN;
        };
    }

    /**
     * Known of this node's group; of several birth dates the youngest counts, wherever it was said.
     */
    private boolean ageMet(int age, Instant when) {
        List<Fact> births =
                subject.facts().stream()
                        .filter(fact -> fact.kind() == Fact.Kind.BIRTH_DATE)
                        .toList();
        boolean ownWord = births.stream().anyMatch(fact -> fact.groups().contains(node.group()));
        Optional<Instant> ofAge =
                births.stream()
                        .map(Fact::from)
                        .max(Comparator.naturalOrder())
                        .map(born -> born.atZone(ZoneOffset.UTC).plusYears(age))
                        .map(ZonedDateTime::toInstant);
        ofAge.ifPresent(turning::at);
        return ownWord && ofAge.filter(instant -> !when.isBefore(instant)).isPresent();
    }

    /** GDPR Art. 6(1)(b) and (d). */
    private Answer byFact(Fact.Kind kind) {
        List<Fact> known =
                subject.facts().stream()
                        .filter(fact -> fact.kind() == kind)
                        .filter(fact -> fact.groups().contains(node.group()))
                        .toList();
        List<Fact> inForce = known.stream().filter(fact -> fact.inForce(at)).toList();
        if (inForce.isEmpty()) {
            known.forEach(fact -> turning.at(fact.from()));
            boolean ended = known.stream().anyMatch(fact -> !at.isBefore(fact.from()));
            return Answer.no(ended ? FACT_ENDED : NO_FACT);
        }
        Fact longest =
                inForce.stream()
                        .max(
                                Comparator.comparing(
                                                Fact::to,
                                                Comparator.nullsLast(Comparator.naturalOrder()))
                                        .thenComparing(Fact::id))
                        .orElseThrow();
        turning.at(longest.to());
        return Answer.yes(longest.id());
    }

    /**
     * GDPR Art. 21(2–3) for any basis: final. Art. 21(1) for public task and legitimate interests:
     * it is weighed, so it suspends and erases nothing.
     */
    private Optional<Answer> objection(Activity activity) {
        if (purpose.directMarketing()) {
            return standing.refusal(null, at)
                    .map(no -> new Answer(OBJECTED, no.id(), standing.erases(no)));
        }
        return rests(activity)
                ? standing.objection(at).map(no -> new Answer(OBJECTED, no.id(), false))
                : Optional.empty();
    }

    private static boolean rests(Activity activity) {
        return activity.basis() == LegalBasis.PUBLIC_TASK
                || activity.basis() == LegalBasis.LEGITIMATE_INTERESTS;
    }

    /**
     * GDPR Art. 5(1)(b), 13–14. What was rightly taken may be stored without; and of what comes
     * before anybody can be told nothing is asked.
     */
    private boolean mustBeTold(Activity activity) {
        return rests(activity) && use != Use.STORE && !Policy.isOfTheDoor(purpose.id());
    }

    private boolean told(Activity activity) {
        return activity.describedBy() != null
                && (given(activity) || shown(activity) || withinTime(activity));
    }

    private boolean given(Activity activity) {
        return subject.notices().stream()
                .filter(given -> given.notice().equals(activity.notice()))
                .filter(given -> given.version() >= activity.describedBy().version())
                .filter(given -> given.groups().contains(node.group()))
                .anyMatch(given -> !given.at().isAfter(at));
    }

    /** A source's record counts as the notice that it shows given to its node. */
    private boolean shown(Activity activity) {
        NoticeVersion described =
                new NoticeVersion(activity.notice(), activity.describedBy().version());
        return source().flatMap(source -> policy.shownSince(source, described))
                .filter(since -> !since.isAfter(arose))
                .isPresent();
    }

    /** GDPR Art. 14(3): of what somebody else told, the person is told within a time. */
    private boolean withinTime(Activity activity) {
        boolean byAnother =
                source().filter(source -> source.kind() == SourceKind.SERVER).isPresent();
        if (activity.noticeWithin() == null || !byAnother) {
            return false;
        }
        Instant end = arose.plus(activity.noticeWithin());
        turning.at(end);
        return at.isBefore(end);
    }

    private Optional<Source> source() {
        return policy.source(node.source());
    }

    /** ePrivacy Art. 5(3). Whatever is not known to come from elsewhere comes from a device. */
    private Answer byDevice(Activity activity) {
        boolean device = source().map(source -> source.kind() == SourceKind.PUBLIC).orElse(true);
        boolean asked = activity.basis() == LegalBasis.CONSENT;
        if (!device || asked || named(activity.terminalExemption())) {
            return Answer.yes(null);
        }
        if (!Policy.isOfTheDoor(purpose.id())) {
            Answer consent = byConsentWhenAsked(standing, activity);
            return consent.condition() == NO_CONSENT ? Answer.no(NO_TERMINAL_CONSENT) : consent;
        }
        List<Activity> served =
                policy.activities().stream()
                        .filter(other -> other.sources().contains(node.source()))
                        .toList();
        for (Activity other : served) {
            turning.at(other.from());
            turning.at(other.to());
        }
        return served.stream().filter(other -> other.inForce(at)).anyMatch(this::agreedTo)
                ? Answer.yes(null)
                : Answer.no(NO_TERMINAL_CONSENT);
    }

    /** To a purpose that this device's records serve. */
    private boolean agreedTo(Activity served) {
        return policy.purpose(served.purpose())
                .filter(other -> !Policy.isOfTheDoor(other.id()))
                .map(other -> new Standing(subject, node, policy, other, turning))
                .filter(words -> byConsentWhenAsked(words, served).isYes())
                .isPresent();
    }

    /** ePrivacy Art. 13; advertising elsewhere has a consent to the purpose. */
    private boolean mayReachBy(Activity activity) {
        if (standing.refusal(channel, at).isPresent()) {
            return false;
        }
        if (channel == Channel.ADVERTISING) {
            return byConsent(standing, activity, at).isYes();
        }
        return !channel.needsConsentForMarketing()
                || channelConsented(activity)
                || softOptIn(activity);
    }

    /** ePrivacy Art. 13(1); a consent like any other, so it may be superseded, and expires. */
    private boolean channelConsented(Activity activity) {
        return standing.grant(activity, channel, at)
                .filter(grant -> standing.underTheseTerms(grant, activity, at))
                .filter(grant -> !standing.expired(grant, at))
                .filter(grant -> !standing.refusedAsAWhole(channel, at))
                .isPresent();
    }

    /** ePrivacy Art. 13(2): own customer, similar goods, refusal offered each time. */
    private boolean softOptIn(Activity activity) {
        return activity.softOptIn()
                && channel.softOptInCounts()
                && byFact(Fact.Kind.CONTRACT).isYes();
    }

    private static boolean named(String reference) {
        return reference != null && !reference.isBlank();
    }
}
