package org.purposecdp.identity.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.NamespaceRule;
import org.purposecdp.identity.cluster.Step.Refusal;
import org.purposecdp.identity.matching.Conflict;
import org.purposecdp.identity.matching.Person;

/** A cluster while it is cut, and what it may not become. */
final class Growing {
    private final IdentityRules rules;
    private final int mostNodes;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<Person> persons = new LinkedHashSet<>();
    private final Map<String, List<Seen>> seen = new HashMap<>();
    private final Set<Side> sides = new HashSet<>();
    private boolean joinedBySteward;
    private boolean full;

    /** An identifier's value, and when a node that bears it was received. */
    record Seen(String pseudonym, Instant at) {}

    /** One side of a decision that two are different. */
    record Side(String decision, boolean one) {
        Side opposite() {
            return new Side(decision, !one);
        }
    }

    Growing(Node node, IdentityRules rules, int mostNodes, Collection<Side> sides) {
        this.rules = rules;
        this.mostNodes = mostNodes;
        this.sides.addAll(sides);
        nodes.add(node);
        if (!node.person().isEmpty()) {
            persons.add(node.person());
        }
        node.identifiers()
                .forEach(
                        identifier ->
                                seen.computeIfAbsent(
                                                identifier.namespace(), any -> new ArrayList<>())
                                        .add(new Seen(identifier.pseudonym(), node.receivedAt())));
    }

    List<Node> nodes() {
        return nodes;
    }

    /** Whether it was not joined to others since there would be too many in it. */
    boolean full() {
        return full;
    }

    /** What its nodes say of the person, each once. */
    Set<Person> persons() {
        return persons;
    }

    /** Why a steward's word may not join them; null if it may. */
    Refusal refusesSteward(Growing other) {
        if (nodes.size() + other.nodes.size() > mostNodes) {
            (nodes.size() >= other.nodes.size() ? this : other).full = true;
            return Refusal.TOO_LARGE;
        }
        return sides.stream().map(Side::opposite).anyMatch(other.sides::contains)
                ? Refusal.DECIDED
                : null;
    }

    /** Why nothing else may join them; null if it may. */
    Refusal refuses(Growing other) {
        Refusal decided = refusesSteward(other);
        return decided != null
                ? decided
                : !withinLimits(other)
                        ? Refusal.LIMIT
                        : twoOfACleanSource(other) ? Refusal.CLEAN_SOURCE : null;
    }

    boolean conflicts(Growing other) {
        return persons.stream()
                .anyMatch(
                        mine ->
                                other.persons.stream()
                                        .anyMatch(theirs -> Conflict.between(mine, theirs)));
    }

    void take(Growing other) {
        nodes.addAll(other.nodes);
        persons.addAll(other.persons);
        sides.addAll(other.sides);
        joinedBySteward |= other.joinedBySteward;
        full |= other.full;
        other.seen.forEach(
                (namespace, more) ->
                        seen.computeIfAbsent(namespace, any -> new ArrayList<>()).addAll(more));
    }

    void joinedBySteward() {
        joinedBySteward = true;
    }

    /** What a steward has joined may be past a limit, but grows no further. */
    private boolean withinLimits(Growing other) {
        return Stream.concat(seen.keySet().stream(), other.seen.keySet().stream())
                .distinct()
                .allMatch(
                        namespace -> {
                            List<Seen> mine = seen.getOrDefault(namespace, List.of());
                            List<Seen> theirs = other.seen.getOrDefault(namespace, List.of());
                            NamespaceRule rule = rules.rule(namespace);
                            if (mine.size() + theirs.size() <= rule.limit()) {
                                return true;
                            }
                            int most = values(Stream.concat(mine.stream(), theirs.stream()), rule);
                            return most <= rule.limit()
                                    || joinedBySteward && most <= values(mine.stream(), rule)
                                    || other.joinedBySteward
                                            && most <= values(theirs.stream(), rule);
                        });
    }

    /** How many different values, at most within any window. */
    static int values(Stream<Seen> seen, NamespaceRule rule) {
        if (rule.window() == null) {
            return (int) seen.map(Seen::pseudonym).distinct().count();
        }
        TreeMap<Instant, List<String>> byTime =
                seen.collect(
                        Collectors.groupingBy(
                                Seen::at,
                                TreeMap::new,
                                Collectors.mapping(Seen::pseudonym, Collectors.toList())));
        return byTime.keySet().stream()
                .mapToInt(
                        from ->
                                (int)
                                        byTime
                                                .subMap(from, from.plus(rule.window()))
                                                .values()
                                                .stream()
                                                .flatMap(List::stream)
                                                .distinct()
                                                .count())
                .max()
                .orElse(0);
    }

    private boolean twoOfACleanSource(Growing other) {
        return !rules.cleanSources().isEmpty()
                && nodes.stream()
                        .filter(mine -> rules.cleanSources().contains(mine.source()))
                        .anyMatch(
                                mine ->
                                        other.nodes.stream()
                                                .filter(n -> n.source().equals(mine.source()))
                                                .anyMatch(n -> !n.sharesIdentifier(mine)));
    }
}
