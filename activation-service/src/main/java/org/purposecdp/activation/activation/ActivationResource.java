package org.purposecdp.activation.activation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.activation.audience.Audiences;
import org.purposecdp.activation.definition.Answers;
import org.purposecdp.activation.destination.Destinations;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.state.PolicyHolder;

/** Activations by id. */
@Path("/v1/activations/{id}")
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class ActivationResource {
    private final Activations activations;
    private final Audiences audiences;
    private final Destinations destinations;
    private final PolicyHolder policy;

    ActivationResource(
            Activations activations,
            Audiences audiences,
            Destinations destinations,
            PolicyHolder policy) {
        this.activations = activations;
        this.audiences = audiences;
        this.destinations = destinations;
        this.policy = policy;
    }

    @PUT
    @RolesAllowed({"activation:activations:write", "marketing", "admin"})
    public Uni<Response> put(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            Activation activation) {
        checkShape(activation);
        return destinations
                .ofId(activation.destination())
                .invoke(
                        found ->
                                require(
                                        found.isPresent(),
                                        "'destination' is not a known destination"))
                .chain(() -> checkAudience(activation))
                .chain(() -> activations.put(id, ifMatch, activation))
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
        return activations.get(id).map(Answers::of);
    }

    private void checkShape(Activation activation) {
        require(
                activation != null
                        && activation.destination() != null
                        && activation.purpose() != null,
                "an activation has 'destination', 'purpose' and one of 'audience' and 'trigger'");
        require(
                (activation.audience() == null) != (activation.trigger() == null),
                "an activation has one of 'audience' and 'trigger'");
        require(
                activation.trigger() == null || activation.trigger().event() != null,
                "a trigger names an 'event'");
        require(
                policy.current().flatMap(held -> held.purpose(activation.purpose())).isPresent(),
                "'purpose' is not one of the register's");
    }

    private Uni<Void> checkAudience(Activation activation) {
        if (activation.audience() == null) {
            return Uni.createFrom().voidItem();
        }
        return audiences
                .ofId(activation.audience())
                .invoke(
                        found ->
                                require(
                                        found.filter(
                                                        a ->
                                                                a.body()
                                                                        .purpose()
                                                                        .equals(
                                                                                activation
                                                                                        .purpose()))
                                                .isPresent(),
                                        "'audience' is not a known audience of that purpose"))
                .replaceWithVoid();
    }

    private static void require(boolean holds, String accepted) {
        if (!holds) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, accepted);
        }
    }
}
