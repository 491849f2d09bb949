package org.purposecdp.identity.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.Form;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.NamespaceRule;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.Database;
import org.purposecdp.identity.cluster.HashedIdentifier;
import org.purposecdp.identity.cluster.Kept;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Person;
import org.purposecdp.kit.outbox.Outbox;

import static org.assertj.core.api.Assertions.assertThat;

/** Large components are weighed and cut while the event loops serve others. */
class OffTheLoopTest {
    private static final int NODES = 1_500;
    private static final String LOOP = "vert.x-eventloop-thread";

    /** Whose time goes with the size of a component. */
    private static final Set<String> HEAVY =
            Set.of(
                    "org.purposecdp.identity.cluster.Cut",
                    "org.purposecdp.identity.cluster.Recut",
                    "org.purposecdp.identity.cluster.Generic",
                    "org.purposecdp.identity.matching.Scorer",
                    "org.purposecdp.identity.matching.Blocking");

    /** A few nodes, or pairs, may be dealt with anywhere. */
    private static final int A_GLANCE = 20;

    private static Database database;

    private IdentityRules rules = IdentityRules.DEFAULT;
    private long version = 1;
    private final Resolver resolver =
            new Resolver(
                    database.pool(),
                    () -> new Rules(version, rules),
                    new ClusterEvents(new Outbox(), () -> {}));
    private final Stewardship stewardship = new Stewardship(resolver);

    @BeforeAll
    static void start() {
        database = new Database();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.execute(
                "truncate node, node_key, node_identifier, link, cluster, outbox, barred_node,"
                        + " refused_identifier, generic_identifier");
    }

    @Test
    void whoeverCutsALargeComponent() {
        Set<String> cut = new HashSet<>();

        cut.addAll(watched(resolver.take(nodes(0, NODES))));
        cut.addAll(watched(resolver.take(nodes(NODES, NODES + 1))));
        cut.addAll(watched(stewardship.grown(id(0))));
        rules = otherRules();
        version++;
        cut.addAll(watched(resolver.applyRules()));
        cut.addAll(watched(resolver.remove(Set.of(id(7)))));
        cut.addAll(
                watched(
                        resolver.refit(
                                Set.of(id(8), id(9)), (node, stored) -> Coverage.Fields.NONE)));
        cut.addAll(watched(resolver.adopt(Models.shipped(), (step, done) -> {})));

        assertThat(cut).as("threads").isNotEmpty().noneMatch(name -> name.startsWith(LOOP));
        assertThat(cut).anyMatch(name -> name.startsWith("cdp-matching-"));
        assertThat(cut).anyMatch(name -> name.startsWith("cdp-looks-"));
    }

    private static IdentityRules otherRules() {
        return new IdentityRules(
                "FI", List.of(NamespaceRule.usual("table", Form.EXACT)), null, null);
    }

    /** All of one household: an identifier that no person owns, with names that are alike. */
    private static List<Node> nodes(int from, int to) {
        return IntStream.range(from, to).mapToObj(OffTheLoopTest::node).toList();
    }

    private static Node node(int i) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i);
        Map<String, Object> traits =
                Map.of("firstName", "Aino", "lastName", "Mäkinen", "birthday", "1988-02-03");
        Person person = MatchFields.person(MatchFields.of(traits), List.of(), "FI", at);
        return new Node(
                id(i),
                "shop",
                SourceKind.SERVER,
                at,
                List.of(
                        new HashedIdentifier("table", "table-1"),
                        new HashedIdentifier("device_id", "device-" + i / 2)),
                person,
                Kept.NOTHING);
    }

    private static String id(int i) {
        return "%032x".formatted(i);
    }

    /** The threads that were seen amid what is heavy while this was done, again and again. */
    private static Set<String> watched(Uni<?> work) {
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        Thread watcher =
                new Thread(
                        () -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                amid().forEach(name -> seen.merge(name, 1, Integer::sum));
                                LockSupport.parkNanos(200_000);
                            }
                        });
        watcher.start();
        try {
            database.await(work);
        } finally {
            watcher.interrupt();
        }
        return seen.entrySet().stream()
                .filter(thread -> thread.getValue() > A_GLANCE)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static List<String> amid() {
        List<String> amid = new ArrayList<>();
        Thread.getAllStackTraces()
                .forEach(
                        (thread, stack) -> {
                            if (Arrays.stream(stack)
                                    .map(StackTraceElement::getClassName)
                                    .map(name -> name.split("\\$")[0])
                                    .anyMatch(HEAVY::contains)) {
                                amid.add(thread.getName());
                            }
                        });
        return amid;
    }
}
