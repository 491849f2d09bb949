package org.purposecdp.identity.console;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.capture.RecentRecords;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.look.Seen;
import org.purposecdp.identity.matching.Part;
import org.purposecdp.identity.node.Stewardship;
import org.purposecdp.identity.source.Source;
import org.purposecdp.identity.steward.Said;

/** What the domain knows, as the pages show it. */
final class Shown {
    private Shown() {}

    static Pages.Pair pair(Stewardship.Explained found, Seen seen, String id, String skip) {
        String one = found.one().node().nodeId();
        String other = found.other().node().nodeId();
        Set<Part> withheld = seen.withheld(one, other);
        List<Bar> bars = Bar.of(found.waterfall().withholding(withheld));
        return new Pages.Pair(
                id,
                found.one().profileId(),
                found.other().profileId(),
                found.one().node().source(),
                found.other().node().source(),
                fields(seen.node(one), seen.node(other)),
                withheld(withheld),
                bars,
                bars.size() * Bar.ROW,
                String.format(
                        Locale.ROOT, "%+.1f", found.waterfall().thresholds().match() / 1000.0),
                found.waterfall().model(),
                skip);
    }

    /** In words; empty for nothing. */
    private static String withheld(Set<Part> parts) {
        return parts.stream()
                .map(part -> part.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private static List<Pages.Field> fields(Node one, Node other) {
        Map<String, List<String>> left = Said.of(one.person());
        Map<String, List<String>> right = Said.of(other.person());
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.addAll(right.keySet());
        List<Pages.Field> fields = new ArrayList<>();
        for (String name : names) {
            String a = String.join(", ", left.getOrDefault(name, List.of()));
            String b = String.join(", ", right.getOrDefault(name, List.of()));
            fields.add(new Pages.Field(name, a, b, a.equals(b)));
        }
        return fields;
    }

    static Pages.Registered source(Source source) {
        return new Pages.Registered(
                source.id(),
                source.kind().name(),
                source.name(),
                source.asksFirst() ? "first" : "",
                source.shows().stream()
                        .map(shown -> shown.notice() + " " + shown.version())
                        .collect(Collectors.joining(", ")),
                String.join(", ", source.origins()),
                source.registeredAt().toString());
    }

    static Pages.Seen recent(RecentRecords.Recent recent) {
        InvalidEvent invalid = recent.invalid();
        return new Pages.Seen(
                recent.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                recent.what(),
                String.join(", ", recent.names()),
                invalid == null ? "taken" : "left out: " + invalid.accepted());
    }

    static Pages.Cluster cluster(Stewardship.Grown grown, Seen seen) {
        Map<String, Integer> numbers = new HashMap<>();
        List<Pages.Record> records = new ArrayList<>();
        for (Node node : grown.nodes()) {
            numbers.put(node.nodeId(), numbers.size() + 1);
            Map<String, String> says = new LinkedHashMap<>();
            Said.of(seen.node(node.nodeId()).person())
                    .forEach((field, values) -> says.put(field, String.join(", ", values)));
            records.add(
                    new Pages.Record(
                            numbers.size(),
                            node.nodeId(),
                            node.source(),
                            node.receivedAt().toString(),
                            says,
                            withheld(seen.withheld(node.nodeId()))));
        }
        List<Pages.Tried> tried =
                grown.steps().stream()
                        .map(
                                step ->
                                        new Pages.Tried(
                                                number(numbers, step.one())
                                                        + " and "
                                                        + number(numbers, step.other())
                                                        + ": "
                                                        + Graph.title(step),
                                                step.taken()))
                        .toList();
        return new Pages.Cluster(
                grown.profileId(), Graph.of(grown.nodes(), grown.steps()), records, tried);
    }

    private static String number(Map<String, Integer> numbers, String nodeId) {
        Integer number = numbers.get(nodeId);
        return number == null ? "a record of another profile" : "record " + number;
    }
}
