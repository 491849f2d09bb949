package org.purposecdp.consent.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.consent.policy.Policies;
import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.consent.request.Idempotency;
import org.purposecdp.consent.request.IdentifierBody;
import org.purposecdp.consent.request.Identifiers;
import org.purposecdp.consent.subject.Nobodies;
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
    private final Identifiers identifiers;
    private final Idempotency idempotency;
    private final Caller caller;

    NoticeGivenResource(
            Policies policies,
            Subjects subjects,
            Identifiers identifiers,
            Idempotency idempotency,
            Caller caller) {
        this.policies = policies;
        this.subjects = subjects;
        this.identifiers = identifiers;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    record GivenRequest(IdentifierBody identifier, int version, Instant at) {}

    /**
     * @param versions profileId → Subject version that carries it
     */
    record Recorded(String id, Map<String, Long> versions) {}

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
                .invoke(subjects::wake)
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
        String id = UUID.randomUUID().toString();
        Instant now = Instant.now();
        Instant at = request.at() == null || request.at().isAfter(now) ? now : request.at();
        Tuple values =
                Tuple.tuple()
                        .addValue(id)
                        .addValue(notice)
                        .addValue(request.version())
                        .addValue(at.atOffset(ZoneOffset.UTC))
                        .addValue(pseudonym)
                        .addValue(now.atOffset(ZoneOffset.UTC))
                        .addValue(client);
        return subjects.shareNodes(tx)
                .flatMap(
                        shared ->
                                tx.preparedQuery(
                                                """
                                                insert into notice_given (id, notice, version, at,
                                                    pseudonym, received_at, origin)
                                                values ($1, $2, $3, $4, $5, $6, $7)
                                                """)
                                        .execute(values))
                .flatMap(done -> subjects.bearing(tx, List.of(pseudonym)))
                .flatMap(profiles -> subjects.derive(tx, profiles, false))
                .map(versions -> new Recorded(id, versions));
    }

    private static Response answer(Recorded recorded) {
        Long version = recorded.versions().values().stream().max(Long::compare).orElse(null);
        return Response.status(201).entity(new Answer(recorded.id(), version)).build();
    }
}
