package org.purposecdp.activation.activation;

import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.activation.definition.Answers;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.kit.caller.AllowedPurposes;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.state.PolicyHolder;

/** Activations by id, of the purposes that the caller's token names. */
@Path("/v1/activations/{id}")
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class ActivationResource {
    private final Activations activations;
    private final PolicyHolder policy;
    private final Caller caller;

    ActivationResource(Activations activations, PolicyHolder policy, Caller caller) {
        this.activations = activations;
        this.policy = policy;
        this.caller = caller;
    }

    /**
     * An activation as it is to be.
     *
     * @param channel the destination's, if anything: it decides nothing
     */
    public record Asked(
            String audience,
            Activation.Trigger trigger,
            String destination,
            String purpose,
            Channel channel) {
        Activation activation() {
            return new Activation(audience, trigger, destination, purpose);
        }
    }

    @PUT
    @RolesAllowed({"activation:activations:write", "marketing", "admin"})
    public Uni<Response> put(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            Asked asked) {
        checkShape(asked);
        AllowedPurposes allowed = caller.allowed();
        allowed.require(asked.purpose());
        Optional<Purpose> purpose = policy.current().flatMap(held -> held.purpose(asked.purpose()));
        require(purpose.isPresent(), "'purpose' is not one of the register's");
        return activations
                .file(id, ifMatch, asked.activation(), asked.channel(), purpose.get(), allowed)
                .map(Answers::of);
    }

    @GET
    @RolesAllowed({
        "activation:activations:read",
        "activation:activations:write",
        "marketing",
        "privacy-officer",
        "admin"
    })
    public Uni<Response> get(@PathParam("id") String id) {
        AllowedPurposes allowed = caller.allowed();
        return activations
                .get(id)
                .invoke(found -> allowed.require(found.body().purpose()))
                .map(Answers::of);
    }

    @DELETE
    @RolesAllowed({"activation:activations:write", "marketing", "admin"})
    public Uni<Void> delete(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        AllowedPurposes allowed = caller.allowed();
        return activations.delete(
                id,
                ifMatch,
                (found, before) -> {
                    allowed.require(before.purpose());
                    return true;
                });
    }

    private static void checkShape(Asked asked) {
        require(
                asked != null && asked.destination() != null && asked.purpose() != null,
                "an activation has 'destination', 'purpose' and one of 'audience' and 'trigger'");
        require(
                (asked.audience() == null) != (asked.trigger() == null),
                "an activation has one of 'audience' and 'trigger'");
        require(
                asked.trigger() == null || asked.trigger().event() != null,
                "a trigger names an 'event'");
    }

    private static void require(boolean holds, String accepted) {
        if (!holds) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, accepted);
        }
    }
}
