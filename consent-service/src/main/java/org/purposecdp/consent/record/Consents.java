package org.purposecdp.consent.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.consent.policy.NoticeInForce;
import org.purposecdp.consent.policy.Policies;
import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.consent.request.Identifiers;
import org.purposecdp.consent.subject.Bearers;
import org.purposecdp.consent.subject.Nobodies;
import org.purposecdp.consent.subject.Reached;
import org.purposecdp.consent.subject.Spread;
import org.purposecdp.consent.subject.StoredDecision;
import org.purposecdp.consent.subject.Subjects;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.kit.problem.ProblemException;

/** Puts decisions on file, and the Subjects that follow of them in the same transaction. */
@ApplicationScoped
class Consents {
    private final Policies policies;
    private final Subjects subjects;
    private final Spread spread;
    private final Identifiers identifiers;

    Consents(Policies policies, Subjects subjects, Spread spread, Identifiers identifiers) {
        this.policies = policies;
        this.subjects = subjects;
        this.spread = spread;
        this.identifiers = identifiers;
    }

    /**
     * @param holds false for a grant that nobody bears yet by a server's or authenticating source's
     *     word: it takes hold with the first such record
     * @param ofNobody a "no" by an identifier that is nobody's own
     */
    record Recorded(String id, Reached reached, boolean holds, boolean ofNobody) {
        Map<String, Long> awaited() {
            return reached.awaited(id);
        }
    }

    /**
     * @param waited somebody waits until it is enforced
     */
    Uni<Recorded> append(SqlConnection tx, ConsentRequest request, String client, boolean waited) {
        return policies.current(tx)
                .map(
                        policy ->
                                stored(
                                        policy,
                                        request,
                                        identifiers.pseudonym(policy, request.identifier()),
                                        client))
                .call(decision -> subjects.shareNodes(tx))
                .call(decision -> subjects.append(tx, List.of(decision)))
                .flatMap(
                        decision ->
                                ofNobody(tx, decision)
                                        .flatMap(
                                                nobody ->
                                                        reach(
                                                                tx,
                                                                decision,
                                                                waited || isNo(decision.kind()),
                                                                nobody)));
    }

    /** A "no" is anybody's who bears the identifier; a "yes" by one of nobody is refused. */
    private static Uni<Boolean> ofNobody(SqlConnection tx, StoredDecision decision) {
        return isNo(decision.kind())
                ? Nobodies.among(tx, Set.of(decision.pseudonym())).map(found -> !found.isEmpty())
                : Nobodies.requireSomebody(tx, decision.pseudonym(), "a \"yes\"")
                        .replaceWith(false);
    }

    /**
     * @param ack the points must acknowledge it: a "no", or somebody waits
     */
    private Uni<Recorded> reach(
            SqlConnection tx, StoredDecision decision, boolean ack, boolean ofNobody) {
        return spread.reach(tx, decision.id(), decision.pseudonym(), ack)
                .flatMap(
                        reached ->
                                holds(tx, decision)
                                        .map(
                                                holds ->
                                                        new Recorded(
                                                                decision.id(),
                                                                reached,
                                                                holds,
                                                                ofNobody)));
    }

    private static Uni<Boolean> holds(SqlConnection tx, StoredDecision decision) {
        return decision.kind() == Kind.GRANT
                ? Bearers.proven(tx, decision.pseudonym())
                : Uni.createFrom().item(true);
    }

    private static boolean isNo(Kind kind) {
        return kind.refuses() || kind == Kind.RESTRICT;
    }

    private static StoredDecision stored(
            Policy policy, ConsentRequest request, String pseudonym, String client) {
        Instant now = Instant.now();
        Instant at = request.at() == null || request.at().isAfter(now) ? now : request.at();
        if (!request.isForAll() && policy.purpose(request.purpose()).isEmpty()) {
            throw new ProblemException(
                    ConsentProblem.UNKNOWN_PURPOSE,
                    "registered purposes: "
                            + policy.purposes().stream().map(purpose -> purpose.id()).toList());
        }
        Optional<NoticeInForce> notice = notice(policy, request, at);
        return new StoredDecision(
                UUID.randomUUID().toString(),
                request.decision(),
                request.purpose(),
                request.channel(),
                at,
                now,
                notice.map(NoticeInForce::id).orElse(null),
                notice.map(NoticeInForce::version).orElse(0),
                true,
                request.ofJustThis(),
                pseudonym,
                client);
    }

    private static Optional<NoticeInForce> notice(
            Policy policy, ConsentRequest request, Instant at) {
        if (request.notice() == null) {
            return request.decision() == Kind.GRANT
                    ? NoticeInForce.forGrant(policy, request.purpose(), at)
                    : Optional.empty();
        }
        boolean known =
                policy.notice(request.notice().id()).stream()
                        .flatMap(notice -> notice.versions().stream())
                        .anyMatch(version -> version.version() == request.notice().version());
        if (!known) {
            throw new ProblemException(
                    ConsentProblem.UNKNOWN_NOTICE, "name a registered 'notice' and its 'version'");
        }
        return Optional.of(new NoticeInForce(request.notice().id(), request.notice().version()));
    }
}
