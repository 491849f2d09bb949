package org.purposecdp.local.demo.generator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A source's records with the same identifiers and match fields. */
record Node(String id, String source, String device, Map<String, String> identifiers) {

    static Node of(Said said) {
        return new Node(said.node(), said.source(), said.device(), said.identifiers());
    }

    /** Whether the source's word about identifiers counts for more than its own records. */
    boolean proven() {
        return !RegisterBook.kind(source).equals("PUBLIC");
    }

    boolean bears(Map.Entry<String, String> identifier) {
        return identifier.getValue().equals(identifiers.get(identifier.getKey()));
    }

    /**
     * The verified groups of one person's nodes, by node id: joined by a user_id or loyalty_id that
     * servers assert, or by an email or phone that authenticating sources do.
     */
    static Map<String, String> groups(List<Node> nodes) {
        Map<String, String> groups = new HashMap<>();
        for (Node start : nodes) {
            if (groups.containsKey(start.id)) {
                continue;
            }
            Set<String> asserted = new HashSet<>(start.asserted());
            groups.put(start.id, start.id);
            boolean grown = true;
            while (grown) {
                grown = false;
                for (Node node : nodes) {
                    boolean joins = node.asserted().stream().anyMatch(asserted::contains);
                    if (joins && groups.putIfAbsent(node.id, start.id) == null) {
                        asserted.addAll(node.asserted());
                        grown = true;
                    }
                }
            }
        }
        return groups;
    }

    private Set<String> asserted() {
        Set<String> namespaces =
                switch (RegisterBook.kind(source)) {
                    case "AUTHENTICATING" -> Set.of("user_id", "loyalty_id", "email", "phone");
                    case "SERVER" -> Set.of("user_id", "loyalty_id");
                    default -> Set.of();
                };
        return identifiers.entrySet().stream()
                .filter(identifier -> namespaces.contains(identifier.getKey()))
                .map(identifier -> identifier.getKey() + ":" + identifier.getValue())
                .collect(Collectors.toSet());
    }
}
