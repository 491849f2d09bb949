package org.purposecdp.identity.steward;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.cluster.Step;
import org.purposecdp.identity.matching.Waterfall;
import org.purposecdp.identity.node.Stewardship;

/** Why records are of one person. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class ClusterResource {
    private final Stewardship stewardship;

    ClusterResource(Stewardship stewardship) {
        this.stewardship = stewardship;
    }

    /**
     * @param weight in thousandths of a bit
     * @param joined both ends are in one profile now
     */
    public record LinkView(
            String id, String one, String other, int weight, String model, boolean joined) {}

    public record Links(String profileId, List<LinkView> links) {}

    public record NodeView(
            String nodeId,
            String source,
            Instant receivedAt,
            List<String> namespaces,
            Map<String, List<String>> says) {

        static NodeView of(Node node) {
            return new NodeView(
                    node.nodeId(),
                    node.source(),
                    node.receivedAt(),
                    node.identifiers().stream().map(i -> i.namespace()).sorted().toList(),
                    Said.of(node.person()));
        }
    }

    /**
     * @param steps in the order in which they were tried, the refused among them
     */
    public record How(String profileId, List<NodeView> nodes, List<Step> steps) {}

    public record LinkDetail(
            String id, NodeView one, NodeView other, boolean joined, Waterfall waterfall) {}

    @GET
    @Path("/profiles/{profileId}/links")
    @RolesAllowed({"identity:clusters:read", "steward", "privacy-officer", "admin"})
    public Uni<Links> links(@PathParam("profileId") String profileId) {
        return stewardship
                .grown(profileId)
                .map(
                        grown ->
                                new Links(
                                        grown.profileId(),
                                        grown.links().stream()
                                                .map(ClusterResource::view)
                                                .toList()));
    }

    @GET
    @Path("/profiles/{profileId}/how")
    @RolesAllowed({"identity:clusters:read", "steward", "privacy-officer", "admin"})
    public Uni<How> how(@PathParam("profileId") String profileId) {
        return stewardship
                .grown(profileId)
                .map(
                        grown ->
                                new How(
                                        grown.profileId(),
                                        grown.nodes().stream().map(NodeView::of).toList(),
                                        grown.steps()));
    }

    @GET
    @Path("/links/{id}")
    @RolesAllowed({"identity:clusters:read", "steward", "privacy-officer", "admin"})
    public Uni<LinkDetail> link(@PathParam("id") String id) {
        LinkId link = LinkId.parse(id);
        return stewardship
                .explained(link.one(), link.other())
                .map(
                        explained ->
                                new LinkDetail(
                                        id,
                                        NodeView.of(explained.one().node()),
                                        NodeView.of(explained.other().node()),
                                        explained
                                                .one()
                                                .profileId()
                                                .equals(explained.other().profileId()),
                                        explained.waterfall()));
    }

    private static LinkView view(Stewardship.Stored stored) {
        return new LinkView(
                LinkId.of(stored.link()),
                stored.link().one(),
                stored.link().other(),
                stored.link().weight(),
                stored.model(),
                stored.joined());
    }
}
