package org.purposecdp.contracts.permit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Subject;

/** What stands of a person's decisions about one purpose, as it is for one node. */
final class Standing {
    private final Subject subject;
    private final Subject.Node node;
    private final Policy policy;
    private final Purpose purpose;
    private final Turning turning;

    Standing(Subject subject, Subject.Node node, Policy policy, Purpose purpose, Turning turning) {
        this.subject = subject;
        this.node = node;
        this.policy = policy;
        this.purpose = purpose;
        this.turning = turning;
        said().forEach(this::turnsBy);
    }

    private void turnsBy(Decision decision) {
        turning.at(decision.at());
        turning.at(decision.from());
        turning.at(decision.to());
    }

    /** Whether it is a word of the node's own verified group. */
    boolean own(Decision decision) {
        return decision.groups().contains(node.group());
    }

    /** Only an act of the person's own verified group erases what rested on it. */
    boolean erases(Decision no) {
        return own(no) && no.act() && no.understood();
    }

    /**
     * The "no" to a consent or to direct marketing: it travels along every link, unless a later
     * "yes" has taken its place. One that erases is told before any other.
     *
     * @param about null for the purpose as a whole
     */
    Optional<Decision> refusal(Channel about, Instant at) {
        return told(standing(refusals(about, at), about, at));
    }

    /** GDPR Art. 21(1): holds in its verified group, or a stranger could stop an order. */
    Optional<Decision> objection(Instant at) {
        return told(standing(refusals(null, at).filter(this::holdsHere), null, at));
    }

    private Optional<Decision> told(Stream<Decision> standing) {
        return standing.max(
                Comparator.comparing(this::erases)
                        .thenComparing(this::own)
                        .thenComparing(Decision::at)
                        .thenComparing(Decision::kind)
                        .thenComparing(Decision::id));
    }

    /** Whether a word that does not travel holds for this node. */
    private boolean holdsHere(Decision decision) {
        return own(decision) || decision.nodes().contains(node.nodeId());
    }

    /** GDPR Art. 18: until its end is told, or the person consents to the purpose afterwards. */
    boolean restricted(Instant at) {
        return inForce(at)
                .filter(decision -> decision.kind() == Kind.RESTRICT)
                .filter(this::holdsHere)
                .anyMatch(restriction -> !ended(restriction, at));
    }

    private boolean ended(Decision restriction, Instant at) {
        Stream<Decision> ends =
                inForce(at)
                        .filter(decision -> decision.kind() == Kind.UNRESTRICT)
                        .filter(end -> end.concerns(restriction.purpose()))
                        .filter(end -> own(end) || !own(restriction) && holdsHere(end));
        Stream<Decision> consents =
                grants(null, at)
                        .filter(Decision::act)
                        .filter(this::own)
                        .filter(yes -> !expired(yes, at))
                        .filter(yes -> notTakenBack(yes, at));
        return Stream.concat(ends, consents).anyMatch(end -> end.at().isAfter(restriction.at()));
    }

    private boolean notTakenBack(Decision yes, Instant at) {
        return refusals(null, at).noneMatch(no -> !no.at().isBefore(yes.at()));
    }

    /**
     * A "yes" counts only inside its verified group, and only for the purpose it names: consent is
     * specific (GDPR Art. 4(11)). One under this activity's notice goes before any other.
     */
    Optional<Decision> grant(Activity activity, Channel about, Instant at) {
        return grants(about, at)
                .filter(this::own)
                .max(
                        Comparator.comparing(
                                        (Decision grant) ->
                                                Objects.equals(grant.notice(), activity.notice()))
                                .thenComparing(Decision::at)
                                .thenComparing(Decision::noticeVersion)
                                .thenComparing(Decision::id));
    }

    /** Under a version that describes the activity, and no material one came since. */
    boolean underTheseTerms(Decision grant, Activity activity, Instant at) {
        Optional<Notice> notice = policy.notice(activity.notice());
        if (notice.isEmpty() || !notice.get().id().equals(grant.notice())) {
            return false;
        }
        notice.get().versions().stream()
                .filter(Notice.Version::material)
                .filter(version -> version.version() > grant.noticeVersion())
                .forEach(version -> turning.at(version.from()));
        return grant.noticeVersion() >= activity.describedBy().version()
                && grant.noticeVersion() >= notice.get().leastAccepted(at);
    }

    boolean expired(Decision grant, Instant at) {
        if (purpose.consentLasts() == null) {
            return false;
        }
        Instant expiry = grant.at().atZone(ZoneOffset.UTC).plus(purpose.consentLasts()).toInstant();
        turning.at(expiry);
        return !at.isBefore(expiry);
    }

    /**
     * A "no" to the purpose as a whole ends a consent to a channel, and a "yes" to the purpose
     * alone does not bring it back.
     */
    boolean refusedAsAWhole(Channel about, Instant at) {
        return standing(refusals(null, at), about, at).findAny().isPresent();
    }

    private Stream<Decision> refusals(Channel about, Instant at) {
        return inForce(at)
                .filter(decision -> decision.kind().refuses())
                .filter(decision -> decision.channel() == about);
    }

    private Stream<Decision> grants(Channel about, Instant at) {
        return inForce(at)
                .filter(decision -> decision.kind() == Kind.GRANT)
                .filter(decision -> decision.purpose().equals(purpose.id()))
                .filter(decision -> decision.channel() == about);
    }

    private Stream<Decision> standing(Stream<Decision> refusals, Channel about, Instant at) {
        return refusals.filter(no -> grants(about, at).noneMatch(yes -> lifts(yes, no)));
    }

    /**
     * An act lifts an earlier "no" wherever it was given itself; elsewhere one that was given
     * wherever the "no" was; one from an unproven node also in the group of any proven act. A state
     * that a tool repeats lifts nobody's. At a tie the "no" wins.
     */
    private boolean lifts(Decision yes, Decision no) {
        if (!yes.act() || !yes.at().isAfter(no.at())) {
            return false;
        }
        boolean replaces = !no.groups().isEmpty() && yes.groups().containsAll(no.groups());
        return replaces || own(yes) && (own(no) || !no.proven() && yes.proven());
    }

    private Stream<Decision> inForce(Instant at) {
        return said().filter(decision -> decision.inForce(at));
    }

    private Stream<Decision> said() {
        return subject.decisions().stream().filter(this::concerns);
    }

    /** An objection to one direct marketing is one to all, unless just that one was named. */
    private boolean concerns(Decision decision) {
        return decision.concerns(purpose.id())
                || decision.kind() == Kind.OBJECT
                        && !decision.justThis()
                        && purpose.directMarketing()
                        && policy.purpose(decision.purpose())
                                .filter(Purpose::directMarketing)
                                .isPresent();
    }
}
