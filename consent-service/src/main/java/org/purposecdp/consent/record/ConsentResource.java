package org.purposecdp.consent.record;

import java.time.Duration;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;

import org.purposecdp.consent.fence.Enforcement;
import org.purposecdp.consent.fence.Fence;
import org.purposecdp.consent.fence.Preference;
import org.purposecdp.consent.record.Consents.Recorded;
import org.purposecdp.consent.request.Allowed;
import org.purposecdp.consent.request.Idempotency;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Records decisions, and says how far they have taken hold. */
@Path("/v1/consents")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ConsentResource {
    private final Consents consents;
    private final Fence fence;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Allowed allowed;

    ConsentResource(
            Consents consents,
            Fence fence,
            Idempotency idempotency,
            Caller caller,
            Allowed allowed) {
        this.consents = consents;
        this.fence = fence;
        this.idempotency = idempotency;
        this.caller = caller;
        this.allowed = allowed;
    }

    /**
     * @param subjectVersion null when no Subject bears the identifier yet, or so many do that
     *     theirs follow
     * @param holds false for a grant that waits for the first server or authenticating record that
     *     bears the identifier
     */
    record Answer(String id, Long subjectVersion, boolean holds, Enforcement enforcement) {}

    @POST
    @Operation(
            summary = "Records a decision",
            description =
                    "It counts from the answer on. Where more bear the identifier than one"
                            + " transaction takes (50 people), their Subjects follow in pages:"
                            + " subjectVersion is null, and enforcement.state is recorded until"
                            + " each of them is acknowledged by each point. It is recorded at once,"
                            + " too, when more wait than there is room for. A repeat with the same"
                            + " Idempotency-Key tells how far it has got.")
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
                        tx -> consents.append(tx, request, client, wait.isPresent()))
                .flatMap(recorded -> answer(recorded, wait));
    }

    /** A "no" is never refused for what the token may name. */
    private void check(ConsentRequest request) {
        if (request == null) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE,
                    "an 'identifier', a 'purpose' and a 'decision' are needed");
        }
        request.check();
        if (request.decision() == Kind.GRANT) {
            allowed.requireGrant(request.purpose());
        } else if (request.decision() == Kind.UNRESTRICT) {
            allowed.requireUnrestrict();
        }
    }

    private Uni<Response> answer(Recorded recorded, Optional<Duration> wait) {
        return enforcement(recorded, wait)
                .map(
                        enforcement -> {
                            Response.ResponseBuilder response =
                                    Response.status(201).entity(answer(recorded, enforcement));
                            if (wait.isPresent()) {
                                response.header("Preference-Applied", "enforced");
                            }
                            return response.build();
                        });
    }

    /** Of an identifier of nobody it is not known who has to have heard of it. */
    private Uni<Enforcement> enforcement(Recorded recorded, Optional<Duration> wait) {
        return recorded.ofNobody()
                ? Uni.createFrom().item(fence.recorded())
                : fence.await(recorded.awaited(), wait.orElse(Duration.ZERO));
    }

    private static Answer answer(Recorded recorded, Enforcement enforcement) {
        return new Answer(
                recorded.id(), recorded.reached().version(), recorded.holds(), enforcement);
    }
}
