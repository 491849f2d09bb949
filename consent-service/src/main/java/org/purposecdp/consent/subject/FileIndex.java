package org.purposecdp.consent.subject;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is on file about many people, found for one without looking through it all. */
record FileIndex(
        Map<String, List<StoredDecision>> byNode,
        Map<String, List<StoredDecision>> byIdentifier,
        Map<String, List<StoredFact>> facts,
        Map<String, List<StoredNotice>> notices) {

    static FileIndex of(OnFile file) {
        return new FileIndex(
                file.decisions().stream()
                        .filter(decision -> decision.nodeId() != null)
                        .collect(Collectors.groupingBy(StoredDecision::nodeId)),
                file.decisions().stream()
                        .filter(decision -> decision.pseudonym() != null)
                        .collect(Collectors.groupingBy(StoredDecision::pseudonym)),
                file.facts().stream().collect(Collectors.groupingBy(StoredFact::pseudonym)),
                file.notices().stream().collect(Collectors.groupingBy(StoredNotice::pseudonym)));
    }

    OnFile about(List<HeldNode> nodes) {
        Set<String> ids = nodes.stream().map(HeldNode::nodeId).collect(Collectors.toSet());
        Set<String> identifiers =
                nodes.stream()
                        .flatMap(node -> node.identifiers().stream())
                        .collect(Collectors.toSet());
        List<StoredDecision> decisions = new java.util.ArrayList<>(all(byNode, ids));
        decisions.addAll(all(byIdentifier, identifiers));
        return new OnFile(decisions, all(facts, identifiers), all(notices, identifiers));
    }

    private static <T> List<T> all(Map<String, List<T>> index, Collection<String> keys) {
        return keys.stream()
                .map(key -> index.getOrDefault(key, List.of()))
                .flatMap((Function<List<T>, java.util.stream.Stream<T>>) List::stream)
                .toList();
    }
}
