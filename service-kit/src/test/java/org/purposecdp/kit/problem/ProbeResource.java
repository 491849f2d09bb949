package org.purposecdp.kit.problem;

import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.mutiny.Uni;

import org.purposecdp.kit.caller.Caller;

/** One endpoint for each thing that can go wrong. */
@Path("/probe")
public class ProbeResource {
    private final Caller caller;

    ProbeResource(Caller caller) {
        this.caller = caller;
    }

    public enum Decision {
        GRANT,
        REFUSE
    }

    public record Body(Decision decision, Instant at, String text, Map<String, Integer> numbers) {}

    @GET
    @Path("/me")
    @RolesAllowed({"probe:things:read", "steward"})
    public Uni<Map<String, Object>> me() {
        return Uni.createFrom()
                .item(
                        () ->
                                Map.of(
                                        "client",
                                        caller.clientId(),
                                        "source",
                                        caller.source().orElse(""),
                                        "purposes",
                                        new TreeSet<>(caller.allowed().purposes()),
                                        "steward",
                                        caller.hasScopeOrRole("steward")));
    }

    @GET
    @Path("/unannotated")
    public String unannotated() {
        return "open";
    }

    @GET
    @Path("/address")
    @PermitAll
    public String address(@Context UriInfo address) {
        return address.getAbsolutePath().toString();
    }

    @GET
    @Path("/key")
    @PermitAll
    public String key(@HeaderParam("Authorization") String authorization) {
        return authorization;
    }

    @POST
    @Path("/body")
    @PermitAll
    public Body body(Body body) {
        return body;
    }

    @GET
    @Path("/things/{id}")
    @PermitAll
    public String thing(@PathParam("id") String id, @QueryParam("of") String of) {
        return id + of;
    }

    @GET
    @Path("/failure")
    @PermitAll
    public String failure() {
        throw new IllegalStateException("anna@example.org is not a number");
    }

    @GET
    @Path("/busy")
    @PermitAll
    public Uni<String> busy() {
        return Uni.createFrom()
                .failure(
                        new ProblemException(
                                        CommonProblem.NOT_READY,
                                        "the policy is not there yet",
                                        Map.of("topic", "policy"))
                                .withRetryAfter(5));
    }
}
