package org.purposecdp.activation.audience;

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
import org.purposecdp.kit.caller.AllowedPurposes;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.state.PolicyHolder;

/** Audiences by id. */
@Path("/v1/audiences/{id}")
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class AudienceResource {
    private final Audiences audiences;
    private final Sizes sizes;
    private final PolicyHolder policy;
    private final Caller caller;

    AudienceResource(Audiences audiences, Sizes sizes, PolicyHolder policy, Caller caller) {
        this.audiences = audiences;
        this.sizes = sizes;
        this.policy = policy;
        this.caller = caller;
    }

    @PUT
    @RolesAllowed({"activation:audiences:write", "marketing", "admin"})
    public Uni<Response> put(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            Audience audience) {
        AllowedPurposes allowed = caller.allowed();
        check(audience, allowed);
        return audiences.file(id, ifMatch, audience, allowed).map(Answers::of);
    }

    /** With how many people are in it of whom the client may know. */
    @GET
    @RolesAllowed({
        "activation:audiences:read",
        "activation:audiences:write",
        "marketing",
        "privacy-officer",
        "admin"
    })
    public Uni<Response> get(@PathParam("id") String id) {
        AllowedPurposes allowed = caller.allowed();
        String client = caller.clientId();
        return audiences
                .get(id)
                .invoke(found -> allowed.require(found.body().purpose()))
                .chain(
                        audience ->
                                sizes.of(audience, client).map(size -> Answers.of(audience, size)));
    }

    @DELETE
    @RolesAllowed({"activation:audiences:write", "marketing", "admin"})
    public Uni<Void> delete(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        AllowedPurposes allowed = caller.allowed();
        return audiences.delete(
                id,
                ifMatch,
                (found, before) -> {
                    allowed.require(before.purpose());
                    return true;
                });
    }

    private void check(Audience audience, AllowedPurposes allowed) {
        if (audience == null || audience.purpose() == null) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "an audience has 'purpose' and 'rule'");
        }
        allowed.require(audience.purpose());
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
