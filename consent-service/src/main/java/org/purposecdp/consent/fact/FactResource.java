package org.purposecdp.consent.fact;

import java.time.Instant;
import java.time.ZoneOffset;
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
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.consent.policy.Policies;
import org.purposecdp.consent.request.Idempotency;
import org.purposecdp.consent.request.IdentifierBody;
import org.purposecdp.consent.request.Identifiers;
import org.purposecdp.consent.subject.Nobodies;
import org.purposecdp.consent.subject.Reached;
import org.purposecdp.consent.subject.Spread;
import org.purposecdp.consent.subject.Subjects;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Takes dated facts; a later word about the same reference replaces the earlier. */
@Path("/v1/facts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class FactResource {
    private final Policies policies;
    private final Subjects subjects;
    private final Spread spread;
    private final Identifiers identifiers;
    private final Idempotency idempotency;
    private final Caller caller;

    FactResource(
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

    /**
     * @param reference number of the contract or event; none for BIRTH_DATE
     * @param to exclusive; none while it lasts
     */
    record FactRequest(
            IdentifierBody identifier,
            Fact.Kind kind,
            String reference,
            Instant from,
            Instant to) {}

    record Recorded(String id, Reached reached) {}

    /**
     * @param subjectVersion null when no Subject bears the identifier yet, or so many do that
     *     theirs follow
     */
    record Answer(String id, Long subjectVersion) {}

    @POST
    @RolesAllowed({"consent:facts:write", "service-desk", "privacy-officer"})
    public Uni<Response> record(@HeaderParam("Idempotency-Key") String key, FactRequest request) {
        check(request);
        String client = caller.clientId();
        return idempotency
                .once(
                        client,
                        key,
                        request,
                        Recorded.class,
                        tx ->
                                policies.current(tx)
                                        .map(
                                                policy ->
                                                        identifiers.pseudonym(
                                                                policy, request.identifier()))
                                        .call(
                                                pseudonym ->
                                                        Nobodies.requireSomebody(
                                                                tx, pseudonym, "a fact"))
                                        .flatMap(
                                                pseudonym ->
                                                        append(tx, request, pseudonym, client)))
                .map(FactResource::answer);
    }

    private static void check(FactRequest request) {
        require(request != null && request.kind() != null, "a 'kind' is needed");
        require(request.from() != null, "'from' is needed");
        require(
                request.to() == null || !request.to().isBefore(request.from()),
                "'to' must not be before 'from'");
        require(
                request.kind() == Fact.Kind.BIRTH_DATE || request.reference() != null,
                "a 'reference' is needed");
    }

    private static void require(boolean held, String what) {
        if (!held) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, what);
        }
    }

    private Uni<Recorded> append(
            SqlConnection tx, FactRequest request, String pseudonym, String client) {
        String id = UUID.randomUUID().toString();
        String reference = request.reference() == null ? "" : request.reference();
        Tuple values =
                Tuple.tuple()
                        .addValue(id)
                        .addValue(request.kind().name())
                        .addValue(identifiers.pseudonym("fact", reference))
                        .addValue(request.from().atOffset(ZoneOffset.UTC))
                        .addValue(
                                request.to() == null ? null : request.to().atOffset(ZoneOffset.UTC))
                        .addValue(pseudonym)
                        .addValue(Instant.now().atOffset(ZoneOffset.UTC))
                        .addValue(client);
        return subjects.shareNodes(tx)
                .flatMap(
                        shared ->
                                tx.preparedQuery(
                                                """
                                                insert into fact (id, kind, reference, valid_from,
                                                    valid_to, pseudonym, received_at, origin)
                                                values ($1, $2, $3, $4, $5, $6, $7, $8)
                                                """)
                                        .execute(values))
                .flatMap(done -> spread.reach(tx, id, pseudonym, request.to() != null))
                .map(reached -> new Recorded(id, reached));
    }

    private static Response answer(Recorded recorded) {
        return Response.status(201)
                .entity(new Answer(recorded.id(), recorded.reached().version()))
                .build();
    }
}
