package org.purposecdp.consent.notice;

import java.time.Instant;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.consent.policy.Policies;
import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.consent.request.Idempotency;
import org.purposecdp.consent.request.IdentifierBody;
import org.purposecdp.consent.request.Identifiers;
import org.purposecdp.consent.subject.Nobodies;
import org.purposecdp.consent.subject.Reached;
import org.purposecdp.consent.subject.Spread;
import org.purposecdp.consent.subject.Subjects;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Takes that a person was given a notice (GDPR Art. 13–14). */
@Path("/v1/notices/{id}/given")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class NoticeGivenResource {
    private final Policies policies;
    private final Subjects subjects;
    private final Spread spread;
    private final Identifiers identifiers;
    private final Idempotency idempotency;
    private final Caller caller;

    NoticeGivenResource(
            Policies policies,
            Subjects subjects,
            Spread spread,
            Identifiers identifiers,
            Idempotency idempotency,
            Caller caller) {
        this.policies = policies;
        this.subjects = subjects;
        this.spread = spread;
        this.identifiers = identifiers;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    record GivenRequest(IdentifierBody identifier, int version, Instant at) {}

    record Recorded(String id, Reached reached) {}

    /**
     * @param subjectVersion null when no Subject bears the identifier yet, or so many do that
     *     theirs follow
     */
    record Answer(String id, Long subjectVersion) {}

    /** What the key was used for: the notice is in the path, not in the body. */
    private record Request(String notice, GivenRequest body) {}

    @POST
    @RolesAllowed({"consent:notices:write", "service-desk", "privacy-officer"})
    public Uni<Response> given(
            @PathParam("id") String notice,
            @HeaderParam("Idempotency-Key") String key,
            GivenRequest request) {
        if (request == null) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "an 'identifier' and a 'version' are needed");
        }
        String client = caller.clientId();
        return idempotency
                .once(
                        client,
                        key,
                        new Request(notice, request),
                        Recorded.class,
                        tx ->
                                policies.current(tx)
                                        .invoke(policy -> check(policy, notice, request.version()))
                                        .map(
                                                policy ->
                                                        identifiers.pseudonym(
                                                                policy, request.identifier()))
                                        .call(
                                                pseudonym ->
                                                        Nobodies.requireSomebody(
                                                                tx, pseudonym, "a notice given"))
                                        .flatMap(
                                                pseudonym ->
                                                        append(
                                                                tx, notice, request, pseudonym,
                                                                client)))
                .map(NoticeGivenResource::answer);
    }

    private static void check(Policy policy, String notice, int version) {
        boolean known =
                policy.notice(notice).stream()
                        .flatMap(found -> found.versions().stream())
                        .anyMatch(found -> found.version() == version);
        if (!known) {
            throw new ProblemException(
                    ConsentProblem.UNKNOWN_NOTICE, "name a registered notice and its 'version'");
        }
    }

    private Uni<Recorded> append(
            SqlConnection tx,
            String notice,
            GivenRequest request,
            String pseudonym,
            String client) {
        Instant now = Instant.now();
        Instant at = request.at() == null || request.at().isAfter(now) ? now : request.at();
        GivenNotices.Given given =
                new GivenNotices.Given(notice, request.version(), at, pseudonym, now, client);
        return subjects.shareNodes(tx)
                .flatMap(shared -> GivenNotices.put(tx, given))
                .flatMap(
                        stored ->
                                spread.reach(tx, UUID.randomUUID().toString(), pseudonym, false)
                                        .map(reached -> new Recorded(stored, reached)));
    }

    private static Response answer(Recorded recorded) {
        return Response.status(201)
                .entity(new Answer(recorded.id(), recorded.reached().version()))
                .build();
    }
}
