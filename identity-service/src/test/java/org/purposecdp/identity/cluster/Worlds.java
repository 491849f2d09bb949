package org.purposecdp.identity.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.matching.Blocking;
import org.purposecdp.identity.matching.Link;
import org.purposecdp.identity.matching.Model;
import org.purposecdp.identity.matching.People;
import org.purposecdp.identity.matching.Person;
import org.purposecdp.identity.matching.Scorer;

/** Made-up nodes of a few people who share names, addresses and devices, and what connects them. */
final class Worlds {
    static final Model MODEL = Model.usual();
    static final Scorer SCORER = new Scorer(MODEL);
    private static final Blocking BLOCKING = new Blocking(MODEL);
    private static final List<String> NAMESPACES =
            List.of("user_id", "email", "phone", "anonymous_id", "device_id");

    private Worlds() {}

    static Evidence random(Random random, IdentityRules rules) {
        List<Node> nodes = nodes(random);
        return evidence(nodes, decisions(nodes, random), rules);
    }

    /** With all links between them, as whoever knew them all would find them. */
    static Evidence evidence(
            Collection<Node> nodes, Collection<Decision> decisions, IdentityRules rules) {
        List<Node> all = List.copyOf(nodes);
        List<Link> links = new ArrayList<>();
        Set<String> pseudonyms = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            pseudonyms.addAll(all.get(i).pseudonyms());
            for (int j = 0; j < i; j++) {
                if (meet(all.get(i).person(), all.get(j).person())) {
                    int weight = SCORER.score(all.get(i).person(), all.get(j).person());
                    if (weight >= MODEL.thresholds().match()) {
                        links.add(Link.of(all.get(i).nodeId(), all.get(j).nodeId(), weight));
                    }
                }
            }
        }
        return new Evidence(all, links, decisions, new Generic(rules).among(all, pseudonyms));
    }

    /** The parts that nothing connects. */
    static List<Evidence> components(Evidence whole) {
        Components components = new Components(Map.of());
        components.addAll(whole.nodes(), whole.generic());
        whole.links().forEach(link -> components.join(link.one(), link.other()));
        for (Decision decision : whole.decisions()) {
            Set<String> one = new HashSet<>(decision.one());
            if (decision.same()) {
                one.addAll(decision.other());
            }
            one.forEach(id -> components.join(one.iterator().next(), id));
            decision.other().forEach(id -> components.join(decision.other().iterator().next(), id));
        }
        Map<String, List<Node>> parts = new HashMap<>();
        whole.nodes()
                .forEach(
                        node ->
                                parts.computeIfAbsent(
                                                components.of(node.nodeId()),
                                                any -> new ArrayList<>())
                                        .add(node));
        return parts.entrySet().stream()
                .map(
                        part ->
                                new Evidence(
                                        part.getValue(),
                                        whole.links().stream()
                                                .filter(
                                                        link ->
                                                                components
                                                                        .of(link.one())
                                                                        .equals(part.getKey()))
                                                .toList(),
                                        whole.decisions(),
                                        whole.generic(),
                                        whole.barred()))
                .toList();
    }

    private static boolean meet(Person one, Person other) {
        return BLOCKING.keys(one).keys().stream().anyMatch(BLOCKING.keys(other).keys()::contains);
    }

    static List<Node> nodes(Random random) {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            people.add(People.random(random));
        }
        List<Node> nodes = new ArrayList<>();
        int count = 2 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            Person person =
                    switch (random.nextInt(4)) {
                        case 0 -> Person.NOBODY;
                        case 1 -> People.random(random);
                        default -> people.get(random.nextInt(people.size()));
                    };
            Set<HashedIdentifier> identifiers = new HashSet<>();
            int borne = random.nextInt(3);
            for (int k = 0; k < borne; k++) {
                String namespace = NAMESPACES.get(random.nextInt(NAMESPACES.size()));
                identifiers.add(new HashedIdentifier(namespace, namespace + random.nextInt(4)));
            }
            nodes.add(
                    new Node(
                            "%032x".formatted(random.nextLong() & Long.MAX_VALUE),
                            random.nextBoolean() ? "shop" : "crm",
                            SourceKind.values()[random.nextInt(SourceKind.values().length)],
                            Instant.ofEpochSecond(random.nextInt(100_000)),
                            List.copyOf(identifiers),
                            person));
        }
        return nodes;
    }

    private static List<Decision> decisions(List<Node> nodes, Random random) {
        List<Decision> decisions = new ArrayList<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Set<String> one = new HashSet<>();
            Set<String> other = new HashSet<>();
            int size = 1 + random.nextInt(2);
            for (int k = 0; k < size; k++) {
                one.add(nodes.get(random.nextInt(nodes.size())).nodeId());
                other.add(nodes.get(random.nextInt(nodes.size())).nodeId());
            }
            other.removeAll(one);
            if (!other.isEmpty()) {
                boolean same = random.nextBoolean();
                decisions.add(
                        same
                                ? new Decision(
                                        "d" + i,
                                        true,
                                        Set.of(one.iterator().next()),
                                        Set.of(other.iterator().next()))
                                : new Decision("d" + i, false, one, other));
            }
        }
        return decisions;
    }
}
