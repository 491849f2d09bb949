package org.purposecdp.consent.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
import org.purposecdp.consent.subject.Rederivation;
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
    private final Rederivation rederivation;
    private final Identifiers identifiers;

    Consents(
            Policies policies,
            Subjects subjects,
            Rederivation rederivation,
            Identifiers identifiers) {
        this.policies = policies;
        this.subjects = subjects;
        this.rederivation = rederivation;
        this.identifiers = identifiers;
    }

    /**
     * @param versions profileId → Subject version that carries the decision
     * @param left profileId → version of a Subject that a bearer has just left, and whose points
     *     may hold it still
     * @param holds false for a grant that nobody bears yet by a server's or authenticating source's
     *     word: it takes hold with the first such record
     * @param ofNobody the identifier is nobody's own: the Subjects that bear it follow in the
     *     background, however many they are
     */
    record Recorded(
            String id,
            Map<String, Long> versions,
            Map<String, Long> left,
            boolean holds,
            boolean ofNobody) {

        Map<String, Long> awaited() {
            Map<String, Long> all = new TreeMap<>(left);
            all.putAll(versions);
            return all;
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
                .flatMap(
                        decision ->
                                isNo(decision.kind())
                                        ? no(tx, decision)
                                        : Nobodies.requireSomebody(
                                                        tx, decision.pseudonym(), "a \"yes\"")
                                                .flatMap(done -> bySomebody(tx, decision, waited)));
    }

    private Uni<Recorded> no(SqlConnection tx, StoredDecision decision) {
        return Nobodies.among(tx, Set.of(decision.pseudonym()))
                .flatMap(
                        nobody ->
                                nobody.isEmpty()
                                        ? bySomebody(tx, decision, true)
                                        : byNobody(tx, decision));
    }

    /**
     * @param ack the points must acknowledge it: a "no", or somebody waits
     */
    private Uni<Recorded> bySomebody(SqlConnection tx, StoredDecision decision, boolean ack) {
        return subjects.append(tx, List.of(decision))
                .flatMap(done -> Bearers.of(tx, decision.pseudonym()))
                .flatMap(
                        bearers ->
                                subjects.derive(tx, bearers.concerned(), ack)
                                        .map(versions -> recorded(decision, bearers, versions)));
    }

    private static Recorded recorded(
            StoredDecision decision, Bearers bearers, Map<String, Long> versions) {
        Map<String, Long> carrying = new TreeMap<>(versions);
        carrying.keySet().retainAll(bearers.profiles());
        Map<String, Long> left = new TreeMap<>(versions);
        left.keySet().removeAll(bearers.profiles());
        boolean holds = decision.kind() != Kind.GRANT || bearers.proven();
        return new Recorded(decision.id(), carrying, left, holds, false);
    }

    private Uni<Recorded> byNobody(SqlConnection tx, StoredDecision decision) {
        return subjects.append(tx, List.of(decision))
                .flatMap(done -> rederivation.ofAllBearing(tx, decision.pseudonym()))
                .replaceWith(new Recorded(decision.id(), Map.of(), Map.of(), true, true));
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
