package org.purposecdp.contracts.cluster;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.util.StdConverter;

import org.purposecdp.contracts.json.Numbered;
import org.purposecdp.contracts.record.SourceKind;

/**
 * A cluster as it is written: nodes and groups are listed once, and referred to by their place.
 *
 * @param ids of nodes and groups
 */
public record ClusterForm(
        String profileId,
        long version,
        boolean ended,
        boolean blocked,
        List<String> ids,
        List<Node> nodes,
        Set<String> ofNobody) {

    public ClusterForm {
        ids = ids == null ? List.of() : ids;
        nodes = nodes == null ? List.of() : nodes;
    }

    /**
     * @param id place in {@code ids}
     * @param group place in {@code ids}
     */
    public record Node(
            int id,
            long version,
            int group,
            String source,
            SourceKind sourceKind,
            List<String> identifiers) {}

    /** How a cluster is written. */
    static final class Writing extends StdConverter<ClusterState, ClusterForm> {
        @Override
        public ClusterForm convert(ClusterState cluster) {
            Numbered<String> ids = new Numbered<>();
            List<Node> nodes = cluster.nodes().stream().map(node -> form(node, ids)).toList();
            return new ClusterForm(
                    cluster.profileId(),
                    cluster.version(),
                    cluster.ended(),
                    cluster.blocked(),
                    ids.all(),
                    nodes,
                    cluster.ofNobody());
        }

        private static Node form(ClusterState.Node node, Numbered<String> ids) {
            return new Node(
                    ids.of(node.nodeId()),
                    node.version(),
                    ids.of(node.group()),
                    node.source(),
                    node.sourceKind(),
                    node.identifiers());
        }
    }

    /** How it is read. */
    static final class Reading extends StdConverter<ClusterForm, ClusterState> {
        @Override
        public ClusterState convert(ClusterForm form) {
            return new ClusterState(
                    form.profileId(),
                    form.version(),
                    form.ended(),
                    form.blocked(),
                    form.nodes().stream().map(form::node).toList(),
                    form.ofNobody());
        }
    }

    private ClusterState.Node node(Node node) {
        return new ClusterState.Node(
                ids.get(node.id()),
                node.version(),
                ids.get(node.group()),
                node.source(),
                node.sourceKind(),
                node.identifiers());
    }
}
