package org.purposecdp.activation.destination;

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

import org.purposecdp.activation.definition.Answers;
import org.purposecdp.activation.definition.Put;
import org.purposecdp.activation.definition.Stored;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Destinations by id. The secret is told once, in the answer that made it. */
@Path("/v1/destinations/{id}")
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class DestinationResource {
    private final Destinations destinations;

    DestinationResource(Destinations destinations) {
        this.destinations = destinations;
    }

    @PUT
    @RolesAllowed({"activation:destinations:write", "admin"})
    public Uni<Response> put(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            Destination destination) {
        check(destination);
        return destinations
                .put(id, ifMatch, destination)
                .map(put -> put.created() ? put : new Put<>(withoutSecret(put.stored()), false))
                .map(Answers::of);
    }

    @GET
    @RolesAllowed({
        "activation:destinations:read",
        "activation:destinations:write",
        "marketing",
        "privacy-officer",
        "admin"
    })
    public Uni<Response> get(@PathParam("id") String id) {
        return destinations.get(id).map(DestinationResource::withoutSecret).map(Answers::of);
    }

    private static Stored<Destination> withoutSecret(Stored<Destination> stored) {
        return new Stored<>(stored.id(), stored.revision(), stored.body().withSecret(null));
    }

    private static void check(Destination destination) {
        if (destination == null) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, "a destination has a 'url'");
        }
        try {
            destination.check();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, e.getMessage());
        }
    }
}
