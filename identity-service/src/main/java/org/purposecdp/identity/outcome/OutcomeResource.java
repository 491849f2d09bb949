package org.purposecdp.identity.outcome;

import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Tells a source what became of its message at the door. */
@Path("/v1/outcomes/{messageId}")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class OutcomeResource {
    private final Outcomes outcomes;
    private final Pseudonyms pseudonyms;
    private final Caller caller;

    OutcomeResource(Outcomes outcomes, Pseudonyms pseudonyms, Caller caller) {
        this.outcomes = outcomes;
        this.pseudonyms = pseudonyms;
        this.caller = caller;
    }

    /**
     * As wire.md has it.
     *
     * @param notes what was taken otherwise than written, at most 20
     */
    public record Answer(
            String messageId, Outcome.State outcome, String reason, List<Outcome.Note> notes) {
        static Answer of(String messageId, Outcome outcome) {
            return new Answer(messageId, outcome.state(), outcome.reason(), outcome.notes());
        }
    }

    @GET
    @RolesAllowed({
        "identity:outcomes:read",
        "profile:outcomes:read",
        "service-desk",
        "privacy-officer",
        "admin"
    })
    public Uni<Answer> outcome(
            @PathParam("messageId") String messageId, @QueryParam("source") String source) {
        return outcomes.of(pseudonyms.record(sourceAsked(source), messageId))
                .map(found -> found.orElseThrow(OutcomeResource::unknown))
                .map(outcome -> Answer.of(messageId, outcome));
    }

    private String sourceAsked(String asked) {
        Optional<String> own = caller.source();
        if (asked != null && own.isPresent() && !own.get().equals(asked)) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN, "a source's token reads that source's outcomes only");
        }
        return Optional.ofNullable(asked)
                .or(() -> own)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        IdentityProblem.SOURCE_NAMED_BY_NOBODY,
                                        "give ?source= or a token with the claim cdp_source"));
    }

    private static ProblemException unknown() {
        return new ProblemException(
                IdentityProblem.UNKNOWN_OUTCOME,
                "not received from this source, not resolved yet, or nothing was kept of it since"
                        + " its device had not said yes");
    }
}
