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
import org.purposecdp.identity.look.Looks;
import org.purposecdp.identity.look.Seen;
import org.purposecdp.identity.look.Viewer;
import org.purposecdp.identity.matching.Waterfall;
import org.purposecdp.identity.node.Stewardship;
import org.purposecdp.kit.caller.Caller;

/** Why records are of one person. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class ClusterResource {
    private final Stewardship stewardship;
    private final Looks looks;
    private final Caller caller;

    ClusterResource(Stewardship stewardship, Looks looks, Caller caller) {
        this.stewardship = stewardship;
        this.looks = looks;
        this.caller = caller;
    }

    static Viewer viewer(Caller caller) {
        return new Viewer(caller.name(), caller.clientId());
    }

    /**
     * @param weight in thousandths of a bit
     * @param joined both ends are in one profile now
     */
    public record LinkView(
            String id, String one, String other, int weight, String model, boolean joined) {}

    public record Links(String profileId, List<LinkView> links) {}

    /**
     * @param withheld what of it is stored and may not be shown to this client
     */
    public record NodeView(
            String nodeId,
            String source,
            Instant receivedAt,
            List<String> namespaces,
            Map<String, List<String>> says,
            List<String> withheld) {

        static NodeView of(String nodeId, Seen seen) {
            Node node = seen.node(nodeId);
            return new NodeView(
                    node.nodeId(),
                    node.source(),
                    node.receivedAt(),
                    node.identifiers().stream().map(i -> i.namespace()).sorted().toList(),
                    Said.of(node.person()),
                    seen.namesWithheld(nodeId));
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
                .call(
                        grown ->
                                looks.record(
                                        viewer(caller),
                                        "GET /v1/profiles/{profileId}/links",
                                        List.of(grown.profileId()),
                                        List.of()))
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
                .chain(
                        grown ->
                                looks.at(
                                                viewer(caller),
                                                "GET /v1/profiles/{profileId}/how",
                                                List.of(grown.profileId()),
                                                grown.nodes())
                                        .map(seen -> how(grown, seen)));
    }

    @GET
    @Path("/links/{id}")
    @RolesAllowed({"identity:clusters:read", "steward", "privacy-officer", "admin"})
    public Uni<LinkDetail> link(@PathParam("id") String id) {
        LinkId link = LinkId.parse(id);
        return stewardship
                .explained(link.one(), link.other())
                .chain(
                        explained ->
                                looks.at(
                                                viewer(caller),
                                                "GET /v1/links/{id}",
                                                List.of(
                                                        explained.one().profileId(),
                                                        explained.other().profileId()),
                                                List.of(
                                                        explained.one().node(),
                                                        explained.other().node()))
                                        .map(seen -> detail(id, explained, seen)));
    }

    private static How how(Stewardship.Grown grown, Seen seen) {
        return new How(
                grown.profileId(),
                grown.nodes().stream().map(node -> NodeView.of(node.nodeId(), seen)).toList(),
                grown.steps());
    }

    private static LinkDetail detail(String id, Stewardship.Explained explained, Seen seen) {
        String one = explained.one().node().nodeId();
        String other = explained.other().node().nodeId();
        return new LinkDetail(
                id,
                NodeView.of(one, seen),
                NodeView.of(other, seen),
                explained.one().profileId().equals(explained.other().profileId()),
                explained.waterfall().withholding(seen.withheld(one, other)));
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
