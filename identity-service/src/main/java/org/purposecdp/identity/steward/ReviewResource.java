package org.purposecdp.identity.steward;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.identity.look.Looks;
import org.purposecdp.identity.look.Seen;
import org.purposecdp.identity.node.Stewardship;
import org.purposecdp.kit.caller.Caller;

/** Pairs that may be one person and that nobody has decided about, the likeliest first. */
@Path("/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class ReviewResource {
    private final Stewardship stewardship;
    private final Looks looks;
    private final Caller caller;

    ReviewResource(Stewardship stewardship, Looks looks, Caller caller) {
        this.stewardship = stewardship;
        this.looks = looks;
        this.caller = caller;
    }

    /**
     * @param id of the link; GET /v1/links/{id} says why it weighs what it does
     */
    public record Review(
            String id,
            int weight,
            String oneProfile,
            String otherProfile,
            ClusterResource.NodeView one,
            ClusterResource.NodeView other) {}

    /**
     * @param cursor of the next page; null at the end
     */
    public record Page(List<Review> reviews, String cursor) {}

    /**
     * @param most nodes of a cluster
     */
    public record FullClusters(int most, List<Stewardship.Full> clusters) {}

    public enum Answer {
        SAME,
        DIFFERENT
    }

    public record Decision(Answer decision, String reason) {}

    @GET
    @RolesAllowed({"identity:clusters:read", "steward", "admin"})
    public Uni<Page> open(
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") String cursor) {
        Given.require(limit >= 1 && limit <= 1000, "'limit' is 1 to 1000");
        return stewardship
                .open(ReviewCursor.parse(cursor), limit)
                .chain(found -> seen(found).map(seen -> page(found, seen, limit)));
    }

    /** Clusters that others do not join only since there would be too many in them. */
    @GET
    @Path("/full")
    @RolesAllowed({"identity:clusters:read", "steward", "admin"})
    public Uni<FullClusters> full(@QueryParam("limit") @DefaultValue("50") int limit) {
        Given.require(limit >= 1 && limit <= 1000, "'limit' is 1 to 1000");
        return stewardship
                .full(limit)
                .map(found -> new FullClusters(ClusterState.MOST_NODES, found));
    }

    private Uni<Seen> seen(List<Stewardship.Review> found) {
        List<Stewardship.Placed> placed =
                found.stream().flatMap(one -> Stream.of(one.one(), one.other())).toList();
        return looks.at(
                ClusterResource.viewer(caller),
                "GET /v1/reviews",
                placed.stream().map(Stewardship.Placed::profileId).toList(),
                placed.stream().map(Stewardship.Placed::node).toList());
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"identity:clusters:write", "steward", "admin"})
    public Uni<Response> decide(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") String key,
            Decision decision) {
        LinkId link = LinkId.parse(id);
        Given.require(
                decision != null && decision.decision() != null, "'decision' is SAME or DIFFERENT");
        return stewardship
                .decidePair(
                        DecisionResource.asked(caller, key, decision.reason()),
                        link.one(),
                        link.other(),
                        decision.decision() == Answer.SAME)
                .map(
                        made ->
                                DecisionResource.created(
                                        decision.decision() == Answer.SAME
                                                ? "/v1/merges/"
                                                : "/v1/splits/",
                                        made));
    }

    /** Of several pairs of the same two profiles only the likeliest is shown. */
    private static Page page(List<Stewardship.Review> found, Seen seen, int limit) {
        Set<Set<String>> told = new HashSet<>();
        List<Review> reviews = new ArrayList<>();
        for (Stewardship.Review review : found) {
            if (told.add(Set.of(review.one().profileId(), review.other().profileId()))) {
                reviews.add(
                        new Review(
                                LinkId.of(review.link()),
                                review.link().weight(),
                                review.one().profileId(),
                                review.other().profileId(),
                                ClusterResource.NodeView.of(review.one().node().nodeId(), seen),
                                ClusterResource.NodeView.of(review.other().node().nodeId(), seen)));
            }
        }
        return new Page(
                reviews,
                found.size() < limit ? null : ReviewCursor.of(found.get(found.size() - 1).link()));
    }
}
