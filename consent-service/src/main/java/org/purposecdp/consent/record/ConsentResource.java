package org.purposecdp.consent.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.consent.fence.Enforcement;
import org.purposecdp.consent.fence.Fence;
import org.purposecdp.consent.fence.Preference;
import org.purposecdp.consent.policy.NoticeInForce;
import org.purposecdp.consent.policy.Policies;
import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.consent.request.Idempotency;
import org.purposecdp.consent.request.Identifiers;
import org.purposecdp.consent.subject.StoredDecision;
import org.purposecdp.consent.subject.Subjects;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.ProblemException;

/** Records decisions, and says how far they have taken hold. */
@Path("/v1/consents")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ConsentResource {
    private final Policies policies;
    private final Subjects subjects;
    private final Fence fence;
    private final Identifiers identifiers;
    private final Idempotency idempotency;
    private final Caller caller;

    ConsentResource(
            Policies policies,
            Subjects subjects,
            Fence fence,
            Identifiers identifiers,
            Idempotency idempotency,
            Caller caller) {
        this.policies = policies;
        this.subjects = subjects;
        this.fence = fence;
        this.identifiers = identifiers;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /**
     * @param versions profileId → Subject version that carries the decision
     */
    record Recorded(String id, Map<String, Long> versions) {}

    /**
     * @param subjectVersion null when no Subject bears the identifier yet
     */
    record Answer(String id, Long subjectVersion, Enforcement enforcement) {}

    @POST
    @RolesAllowed({"consent:consents:write", "service-desk", "privacy-officer"})
    public Uni<Response> record(
            @HeaderParam("Prefer") String prefer,
            @HeaderParam("Idempotency-Key") String key,
            ConsentRequest request) {
        check(request);
        String client = caller.clientId();
        Optional<Duration> wait =
                Preference.wait(
                        prefer, fence.settings().usualWait(), fence.settings().longestWait());
        return idempotency
                .once(
                        client,
                        key,
                        request,
                        Recorded.class,
                        tx -> append(tx, request, client, wait.isPresent()))
                .invoke(subjects::wake)
                .flatMap(recorded -> answer(recorded, wait));
    }

    private static void check(ConsentRequest request) {
        require(request != null && request.decision() != null, "a 'decision' is needed");
        require(request.purpose() != null, "a 'purpose' is needed; '*' for all, but not to grant");
        boolean yes = request.decision() == Kind.GRANT;
        require(
                !(yes && request.purpose().equals(Decision.ANY)),
                "consent is specific: name the 'purpose' that is granted (GDPR Art. 4(11))");
    }

    private static void require(boolean held, String what) {
        if (!held) {
            throw new ProblemException(
                    org.purposecdp.kit.problem.CommonProblem.INVALID_VALUE, what);
        }
    }

    private Uni<Recorded> append(
            SqlConnection tx, ConsentRequest request, String client, boolean waited) {
        return policies.current(tx)
                .map(
                        policy ->
                                stored(
                                        policy,
                                        request,
                                        identifiers.pseudonym(policy, request.identifier()),
                                        client))
                .flatMap(
                        decision ->
                                subjects.shareNodes(tx)
                                        .flatMap(shared -> subjects.append(tx, List.of(decision)))
                                        .flatMap(
                                                ids ->
                                                        subjects.bearing(
                                                                tx, List.of(decision.pseudonym())))
                                        .flatMap(
                                                profiles ->
                                                        subjects.derive(
                                                                tx,
                                                                profiles,
                                                                waited || isNo(decision.kind())))
                                        .map(versions -> new Recorded(decision.id(), versions)));
    }

    private static boolean isNo(Kind kind) {
        return kind.refuses() || kind == Kind.RESTRICT;
    }

    private static StoredDecision stored(
            Policy policy, ConsentRequest request, String pseudonym, String client) {
        Instant now = Instant.now();
        Instant at = request.at() == null || request.at().isAfter(now) ? now : request.at();
        if (!request.purpose().equals(Decision.ANY)
                && policy.purpose(request.purpose()).isEmpty()) {
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
                false,
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

    private Uni<Response> answer(Recorded recorded, Optional<Duration> wait) {
        return fence.await(recorded.versions(), wait.orElse(Duration.ZERO))
                .map(
                        enforcement -> {
                            Long version =
                                    new TreeSet<>(recorded.versions().values())
                                            .stream().reduce((one, other) -> other).orElse(null);
                            Response.ResponseBuilder response =
                                    Response.status(201)
                                            .entity(
                                                    new Answer(
                                                            recorded.id(), version, enforcement));
                            if (wait.isPresent()) {
                                response.header("Preference-Applied", "enforced");
                            }
                            return response.build();
                        });
    }
}
