package org.purposecdp.activation.audience;

import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.activation.definition.Answers;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.state.PolicyHolder;

/** Audiences by id. */
@Path("/v1/audiences/{id}")
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class AudienceResource {
    private final Audiences audiences;
    private final Memberships memberships;
    private final Pool pool;
    private final PolicyHolder policy;

    AudienceResource(Audiences audiences, Memberships memberships, Pool pool, PolicyHolder policy) {
        this.audiences = audiences;
        this.pool = pool;
        this.memberships = memberships;
        this.policy = policy;
    }

    @PUT
    @RolesAllowed({"activation:audiences:write", "marketing", "admin"})
    public Uni<Response> put(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            Audience audience) {
        check(audience);
        return audiences.put(id, ifMatch, audience).map(Answers::of);
    }

    /** With how many people are in it. */
    @GET
    @RolesAllowed({
        "activation:audiences:read",
        "activation:audiences:write",
        "marketing",
        "privacy-officer",
        "admin"
    })
    public Uni<Response> get(@PathParam("id") String id) {
        return audiences
                .get(id)
                .chain(
                        audience ->
                                memberships
                                        .size(pool, id)
                                        .map(size -> Answers.of(audience, Map.of("size", size))));
    }

    private void check(Audience audience) {
        if (audience == null || audience.purpose() == null) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "an audience has 'purpose' and 'rule'");
        }
        try {
            audience.parsedRule();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, e.getMessage());
        }
        if (policy.current().flatMap(held -> held.purpose(audience.purpose())).isEmpty()) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'purpose' is not one of the register's");
        }
    }
}
