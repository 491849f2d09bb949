package org.purposecdp.identity.steward;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.identity.node.Stewardship;
import org.purposecdp.kit.caller.Caller;

/** Stewards join and part profiles; each decision can be taken back. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class DecisionResource {
    private final Stewardship stewardship;
    private final Caller caller;

    DecisionResource(Stewardship stewardship, Caller caller) {
        this.stewardship = stewardship;
        this.caller = caller;
    }

    /**
     * @param profiles the two that are one person
     */
    public record Merge(List<String> profiles, String reason) {}

    /**
     * @param nodes of the profile that are another person than its others
     */
    public record Split(String profileId, List<String> nodes, String reason) {}

    public record Decided(String id) {}

    @POST
    @Path("/merges")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"identity:clusters:write", "steward", "admin"})
    public Uni<Response> merge(@HeaderParam("Idempotency-Key") String key, Merge merge) {
        Given.require(
                merge != null
                        && merge.profiles() != null
                        && merge.profiles().size() == 2
                        && merge.profiles().stream().allMatch(Given::isNode)
                        && !merge.profiles().get(0).equals(merge.profiles().get(1)),
                "'profiles' are two different profileIds");
        return stewardship
                .merge(
                        asked(caller, key, merge.reason()),
                        merge.profiles().get(0),
                        merge.profiles().get(1))
                .map(id -> created("/v1/merges/", id));
    }

    @GET
    @Path("/merges/{id}")
    @RolesAllowed({"identity:clusters:read", "steward", "privacy-officer", "admin"})
    public Uni<Stewardship.Standing> merged(@PathParam("id") String id) {
        return stewardship.decision(id, true);
    }

    @GET
    @Path("/splits/{id}")
    @RolesAllowed({"identity:clusters:read", "steward", "privacy-officer", "admin"})
    public Uni<Stewardship.Standing> parted(@PathParam("id") String id) {
        return stewardship.decision(id, false);
    }

    @DELETE
    @Path("/merges/{id}")
    @RolesAllowed({"identity:clusters:write", "steward", "admin"})
    public Uni<Void> unmerge(@PathParam("id") String id) {
        return stewardship.revoke(id, true, caller.clientId());
    }

    @POST
    @Path("/splits")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"identity:clusters:write", "steward", "admin"})
    public Uni<Response> split(@HeaderParam("Idempotency-Key") String key, Split split) {
        Given.require(
                split != null
                        && Given.isNode(split.profileId())
                        && split.nodes() != null
                        && !split.nodes().isEmpty()
                        && split.nodes().stream().allMatch(Given::isNode),
                "'profileId' is the profile, 'nodes' are those of it that are another person");
        return stewardship
                .split(
                        asked(caller, key, split.reason()),
                        split.profileId(),
                        Set.copyOf(split.nodes()))
                .map(id -> created("/v1/splits/", id));
    }

    @DELETE
    @Path("/splits/{id}")
    @RolesAllowed({"identity:clusters:write", "steward", "admin"})
    public Uni<Void> unsplit(@PathParam("id") String id) {
        return stewardship.revoke(id, false, caller.clientId());
    }

    static Response created(String path, String id) {
        return Response.created(URI.create(path + id)).entity(new Decided(id)).build();
    }

    /** Of one id for a repeated call. */
    static Stewardship.Asked asked(Caller caller, String key, String reason) {
        String id =
                key == null
                        ? UUID.randomUUID().toString()
                        : UUID.nameUUIDFromBytes(
                                        (caller.clientId() + ' ' + key)
                                                .getBytes(StandardCharsets.UTF_8))
                                .toString();
        return new Stewardship.Asked(id, Given.reason(reason), caller.clientId());
    }
}
