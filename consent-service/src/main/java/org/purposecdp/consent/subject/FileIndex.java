package org.purposecdp.consent.subject;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.purposecdp.consent.word.Statement;

/** What is on file about many people, found for one without looking through it all. */
record FileIndex(
        Map<String, List<StoredDecision>> decisions,
        Map<String, List<Statement>> statements,
        Map<String, List<StoredFact>> facts,
        Map<String, List<StoredNotice>> notices,
        Set<String> ofNobody) {

    static FileIndex of(OnFile file) {
        return new FileIndex(
                file.decisions().stream().collect(Collectors.groupingBy(StoredDecision::pseudonym)),
                file.statements().stream().collect(Collectors.groupingBy(Statement::nodeId)),
                file.facts().stream().collect(Collectors.groupingBy(StoredFact::pseudonym)),
                file.notices().stream().collect(Collectors.groupingBy(StoredNotice::pseudonym)),
                file.ofNobody());
    }

    OnFile about(List<HeldNode> nodes) {
        Set<String> ids = nodes.stream().map(HeldNode::nodeId).collect(Collectors.toSet());
        Set<String> identifiers =
                nodes.stream()
                        .flatMap(node -> node.identifiers().stream())
                        .collect(Collectors.toSet());
        return new OnFile(
                all(decisions, identifiers),
                all(statements, ids),
                all(facts, identifiers),
                all(notices, identifiers),
                ofNobody);
    }

    private static <T> List<T> all(Map<String, List<T>> index, Collection<String> keys) {
        return keys.stream()
                .map(key -> index.getOrDefault(key, List.of()))
                .flatMap((Function<List<T>, java.util.stream.Stream<T>>) List::stream)
                .toList();
    }
}
