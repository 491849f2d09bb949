package org.purposecdp.bench.er;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.vertx.mutiny.sqlclient.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.identifier.Form;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.NamespaceRule;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.cluster.Cluster;
import org.purposecdp.identity.cluster.Cut;
import org.purposecdp.identity.cluster.Decision;
import org.purposecdp.identity.cluster.Evidence;
import org.purposecdp.identity.cluster.Generic;
import org.purposecdp.identity.cluster.HashedIdentifier;
import org.purposecdp.identity.cluster.Kept;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Blocking;
import org.purposecdp.identity.matching.Cleaner;
import org.purposecdp.identity.matching.Field;
import org.purposecdp.identity.matching.Link;
import org.purposecdp.identity.matching.Model;
import org.purposecdp.identity.matching.Part;
import org.purposecdp.identity.matching.Person;
import org.purposecdp.identity.matching.Scorer;
import org.purposecdp.identity.matching.Training;
import org.purposecdp.identity.node.Models;
import org.purposecdp.identity.node.Resolver;
import org.purposecdp.identity.node.Stewardship;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.local.OnlyPostgreSql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Whatever the order, the batches and the number of threads, PostgreSQL holds in the end the
 * clusters that one cut of everything gives.
 */
class PartitionTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Cleaner CLEANER = new Cleaner("FI", 2026);
    private static final List<String> GIVEN =
            List.of("Aino", "Käthe", "Jürgen", "Väinö", "Åse", "Ina", "Anni");
    private static final List<String> FAMILY =
            List.of("Mäkinen", "Strauß", "Öhman", "Großmann", "Kim", "Miki");
    private static final List<String> NAMESPACES = List.of("user_id", "email", "device_id");
    private static final int NODES = 400;

    /** At one tablet: more people than two. */
    private static final int SIGN_UPS = 13;

    private static final int FEW_BEARERS = 12;
    private static final String WRONGLY_OPEN =
            """
            select count(*) from link l join node a on a.id = l.one join node b on b.id = l.other
            where l.open <> (a.profile_id <> b.profile_id)
            """;

    private static OnlyPostgreSql postgresql;
    private static Engine engine;

    @BeforeAll
    static void start() {
        postgresql = new OnlyPostgreSql();
        engine = new Engine(postgresql.address(), IdentityRules.DEFAULT);
    }

    @AfterAll
    static void stop() {
        engine.close();
        postgresql.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anyOrderAnyBatchesAnyThreadsGiveTheSameClusters(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = nodes(random);
        Set<Set<String>> wanted = whole(nodes);
        for (int threads : new int[] {1, 8}) {
            for (int batch : new int[] {1, 7, NODES}) {
                engine.forget();
                List<Node> sent = new ArrayList<>(nodes);
                sent.addAll(nodes.subList(0, NODES / 4));
                Collections.shuffle(sent, random);
                send(engine, sent, batch, threads);

                assertThat(stored())
                        .as("%d threads, batches of %d", threads, batch)
                        .isEqualTo(wanted);
                assertToldWhatStandsForNobody();
            }
        }
    }

    @Tag("campaign")
    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5, 6})
    void soDoFurtherNodes(long seed) {
        anyOrderAnyBatchesAnyThreadsGiveTheSameClusters(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void whatIsRemovedLeavesNoTrace(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = nodes(random);
        engine.forget();
        send(engine, nodes, 50, 1);
        List<Node> some = new ArrayList<>(nodes);
        Collections.shuffle(some, random);
        List<Node> gone = some.subList(0, NODES / 3);
        Set<String> ids = new HashSet<>();
        gone.forEach(node -> ids.add(node.nodeId()));

        engine.remove(ids);

        assertThat(stored()).isEqualTo(whole(some.subList(NODES / 3, NODES)));
        assertToldWhatStandsForNobody();
        send(engine, gone, 1, 1);
        assertThat(stored()).isEqualTo(whole(nodes));
        assertToldWhatStandsForNobody();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void otherRulesCutWhatIsThereAgain(long seed) {
        List<Node> nodes = nodes(new Random(seed));
        engine.forget();
        send(engine, nodes, 50, 1);
        assertThat(stored()).isEqualTo(whole(nodes));
        IdentityRules stricter =
                new IdentityRules(
                        null,
                        List.of(
                                new NamespaceRule("user_id", Form.EXACT, 1, null, false, null),
                                new NamespaceRule("email", Form.EMAIL, 1, null, null, null)),
                        null,
                        null);

        engine.rule(stricter);

        assertThat(stored()).isEqualTo(whole(nodes, stricter));
        assertToldWhatStandsForNobody();
        engine.rule(IdentityRules.DEFAULT);
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(whole(nodes));
        assertToldWhatStandsForNobody();
    }

    @Test
    void whatAnEarlierVersionFoundIsFoundAnew() {
        List<Node> nodes = nodes(new Random(71));
        engine.forget();
        send(engine, nodes.subList(0, NODES / 2), 50, 1);
        engine.query("update resolver set matching = matching - 1");
        engine.query("truncate node_key, link");

        send(engine, nodes.subList(NODES / 2, NODES), 50, 1);

        assertThat(stored()).isEqualTo(whole(nodes));
        assertThat(links()).isEqualTo(links(nodes, Resolver.MOST_BEARERS));
    }

    @Test
    void whatALaterVersionFoundIsLeftToIt() {
        engine.forget();
        engine.query("update resolver set matching = matching + 1");
        try {
            assertThatThrownBy(() -> send(engine, nodes(new Random(72)), 50, 1))
                    .hasMessageContaining("newer identity-service");
            assertThat(stored()).isEmpty();
        } finally {
            engine.query("update resolver set matching = matching - 1");
        }
    }

    /** Under keys that too many bear nobody meets, whoever came first; and meets again later. */
    @ParameterizedTest
    @ValueSource(longs = 51)
    void whoIsFoundUnderCrowdedKeysDependsOnNoOrder(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = nodes(random);
        Set<Set<String>> wanted = whole(nodes, FEW_BEARERS);
        Set<Link> linked = links(nodes, FEW_BEARERS);
        assertThat(linked).hasSizeLessThan(links(nodes, Resolver.MOST_BEARERS).size());
        try (Engine crowded =
                new Engine(postgresql.address(), IdentityRules.DEFAULT, FEW_BEARERS)) {
            for (int threads : new int[] {1, 8}) {
                for (int batch : new int[] {1, 7, NODES}) {
                    crowded.forget();
                    List<Node> sent = new ArrayList<>(nodes);
                    Collections.shuffle(sent, random);
                    send(crowded, sent, batch, threads);

                    assertThat(stored())
                            .as("%d threads, batches of %d", threads, batch)
                            .isEqualTo(wanted);
                    assertThat(links()).isEqualTo(linked);
                }
            }
            Set<String> gone = new HashSet<>();
            nodes.subList(0, NODES / 2).forEach(node -> gone.add(node.nodeId()));
            crowded.remove(gone);
            assertThat(stored()).isEqualTo(whole(nodes.subList(NODES / 2, NODES), FEW_BEARERS));
            assertThat(links()).isEqualTo(links(nodes.subList(NODES / 2, NODES), FEW_BEARERS));
            send(crowded, nodes.subList(0, NODES / 2), 7, 1);
            assertThat(stored()).isEqualTo(wanted);
            crowded.adopt(Models.shipped());
            assertThat(stored()).isEqualTo(wanted);
            assertThat(links()).isEqualTo(linked);
        }
    }

    @Tag("campaign")
    @ParameterizedTest
    @ValueSource(longs = {52, 53})
    void norAmongFurtherNodes(long seed) {
        whoIsFoundUnderCrowdedKeysDependsOnNoOrder(seed);
    }

    private static Set<Link> links() {
        Set<Link> links = new HashSet<>();
        engine.query("select one, other, weight from link")
                .forEach(
                        row ->
                                links.add(
                                        new Link(
                                                row.getString(0),
                                                row.getString(1),
                                                row.getInteger(2))));
        return links;
    }

    /** Half of the nodes come before stewards decide, half after; in other orders, by 8 threads. */
    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44})
    void whatStewardsDecideHoldsHoweverTheOthersCome(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = new ArrayList<>(nodes(random));
        Collections.shuffle(nodes, random);
        engine.forget();
        send(engine, nodes.subList(0, NODES / 2), 7, 8);
        decide(nodes.subList(0, NODES / 2), random);
        List<Decision> decisions = decisions();

        send(engine, nodes.subList(NODES / 2, NODES), 1 + random.nextInt(20), 8);

        assertThat(decisions).extracting(Decision::same).contains(true, false);
        Set<Set<String>> wanted = whole(nodes, IdentityRules.DEFAULT, Models.shipped(), decisions);
        assertThat(stored()).isEqualTo(wanted);
        assertThat(wanted).isNotEqualTo(whole(nodes));
        decisions.forEach(
                made -> engine.decide(desk -> desk.revoke(made.id(), made.same(), "test")));
        assertThat(stored()).isEqualTo(whole(nodes));
    }

    /** Merges of any two, and splits of clusters of several; what is refused is not decided. */
    private static void decide(List<Node> nodes, Random random) {
        for (int i = 0; i < 12; i++) {
            String one = nodes.get(random.nextInt(nodes.size())).nodeId();
            String other = nodes.get(random.nextInt(nodes.size())).nodeId();
            String id = "%08d".formatted(random.nextInt(100_000_000));
            try {
                engine.decide(desk -> desk.merge(asked(id), one, other));
            } catch (ProblemException refused) {
                assertThat(refused.type().status()).isBetween(400, 409);
            }
        }
        stored().stream()
                .filter(cluster -> cluster.size() > 1)
                .sorted(Comparator.comparing(cluster -> Collections.min(cluster)))
                .limit(6)
                .forEach(
                        cluster -> {
                            String apart = Collections.max(cluster);
                            String id = "split-" + apart;
                            engine.decide(desk -> desk.split(asked(id), apart, Set.of(apart)));
                        });
    }

    private static Stewardship.Asked asked(String id) {
        return new Stewardship.Asked(id, "test", "test");
    }

    private static List<Decision> decisions() {
        Map<String, Boolean> same = new HashMap<>();
        Map<String, Map<Boolean, Set<String>>> sides = new HashMap<>();
        for (Row row :
                engine.query(
                        "select d.id, d.same, n.node_id, n.one from decision d"
                                + " join decision_node n on n.decision = d.id"
                                + " where d.revoked_at is null")) {
            same.put(row.getString(0), row.getBoolean(1));
            sides.computeIfAbsent(row.getString(0), any -> new HashMap<>())
                    .computeIfAbsent(row.getBoolean(3), any -> new HashSet<>())
                    .add(row.getString(2));
        }
        List<Decision> decisions = new ArrayList<>();
        same.forEach(
                (id, is) ->
                        decisions.add(
                                new Decision(
                                        id,
                                        is,
                                        sides.get(id).getOrDefault(true, Set.of()),
                                        sides.get(id).getOrDefault(false, Set.of()))));
        return decisions;
    }

    /** Said at any moment, taken back at any moment, while the others come by 8 threads. */
    @ParameterizedTest
    @ValueSource(longs = {61, 62, 63, 64})
    void whoIsBarredMatchesNobodyByWeightWheneverThatWasSaid(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = new ArrayList<>(nodes(random));
        Collections.shuffle(nodes, random);
        engine.forget();
        int step = NODES / 8;
        Set<String> barred = new HashSet<>();
        for (int from = 0; from < NODES; from += step) {
            List<Node> coming = nodes.subList(from, from + step);
            List<Node> here = nodes.subList(0, from);
            Set<String> said = some(here, random);
            Set<String> takenBack = some(here, random);
            takenBack.removeAll(said);
            CompletableFuture<Void> saying =
                    CompletableFuture.runAsync(
                            () -> {
                                engine.bar(said, false);
                                engine.free(takenBack);
                                engine.applyMarks();
                            });
            send(engine, coming, 1 + random.nextInt(9), 8);
            saying.join();
            barred.addAll(said);
            barred.removeAll(takenBack);
        }
        assertThat(barred).isNotEmpty();

        Set<Set<String>> wanted = whole(nodes, barred);
        assertThat(stored()).isEqualTo(wanted);
        assertThat(wanted).isNotEqualTo(whole(nodes));
        assertThat(links()).isEqualTo(links(bare(nodes, barred), Resolver.MOST_BEARERS));
        engine.adopt(Models.shipped());
        assertThat(stored()).isEqualTo(wanted);
        engine.free(barred);
        engine.applyMarks();
        assertThat(stored()).isEqualTo(whole(nodes));
        assertThat(links()).isEqualTo(links(nodes, Resolver.MOST_BEARERS));
    }

    @Test
    void noStewardIsAskedAboutWhoIsBarred() {
        Random random = new Random(66);
        List<Node> nodes = nodes(random);
        engine.forget();
        send(engine, nodes, 50, 1);
        List<Stewardship.Review> before = engine.ask(desk -> desk.open(null, NODES));
        assertThat(before).isNotEmpty();
        String nodeId = before.get(0).one().node().nodeId();
        String profileId = before.get(0).one().profileId();

        engine.bar(Set.of(nodeId), false);

        List<Stewardship.Review> after = engine.ask(desk -> desk.open(null, NODES));
        assertThat(after)
                .isNotEmpty()
                .noneMatch(
                        one ->
                                one.one().profileId().equals(profileId)
                                        || one.other().profileId().equals(profileId));
    }

    /** Fields are deleted and come back while the others come by 8 threads. */
    @ParameterizedTest
    @ValueSource(longs = {67, 68})
    void fieldsThatComeAndGoAreMetByWhoeverComesMeanwhile(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = new ArrayList<>(kept(nodes(random)));
        Collections.shuffle(nodes, random);
        engine.forget();
        int step = NODES / 8;
        for (int from = 0; from < NODES; from += step) {
            List<Node> here = nodes.subList(0, from);
            Set<String> forgotten = some(here, random);
            List<Node> again =
                    here.stream().filter(node -> forgotten.contains(node.nodeId())).toList();
            CompletableFuture<Void> comingAndGoing =
                    CompletableFuture.runAsync(
                            () -> {
                                engine.bar(forgotten, true);
                                engine.applyMarks();
                                engine.free(forgotten);
                                engine.applyMarks();
                                again.forEach(node -> engine.take(List.of(node)));
                            });
            send(engine, nodes.subList(from, from + step), 1 + random.nextInt(9), 8);
            comingAndGoing.join();
        }

        assertThat(stored()).isEqualTo(whole(nodes));
        assertThat(links()).isEqualTo(links(nodes, Resolver.MOST_BEARERS));
    }

    @Test
    void erasedFieldsComeBackWithTheNextRecordAlone() {
        Random random = new Random(65);
        List<Node> nodes = kept(nodes(random));
        engine.forget();
        send(engine, nodes, 50, 1);
        Set<String> barred = some(nodes, random);

        engine.bar(barred, true);
        engine.applyMarks();

        List<Node> left = bare(nodes, barred);
        assertThat(stored()).isEqualTo(whole(left, barred));
        send(engine, nodes, 50, 1);
        assertThat(stored()).isEqualTo(whole(left, barred));
        engine.free(barred);
        engine.applyMarks();
        assertThat(stored()).isEqualTo(whole(left));
        send(engine, nodes, 50, 4);
        assertThat(stored()).isEqualTo(whole(nodes));
        assertThat(links()).isEqualTo(links(nodes, Resolver.MOST_BEARERS));
    }

    private static Set<String> some(List<Node> nodes, Random random) {
        Set<String> some = new HashSet<>();
        nodes.stream()
                .filter(node -> random.nextInt(8) == 0)
                .forEach(node -> some.add(node.nodeId()));
        return some;
    }

    /** As their records bring them: their match fields have names. */
    private static List<Node> kept(List<Node> nodes) {
        Kept kept = new Kept(Map.of(Part.NAME, Set.of("name")), FIRST, null);
        return nodes.stream()
                .map(node -> node.person().isEmpty() ? node : node.saying(node.person(), kept))
                .toList();
    }

    private static List<Node> bare(List<Node> nodes, Set<String> barred) {
        return nodes.stream()
                .map(node -> barred.contains(node.nodeId()) ? node.bare() : node)
                .toList();
    }

    @Test
    void anotherModelGivesWhatItWouldHaveGivenFromTheStart() {
        List<Node> nodes = nodes(new Random(31));
        Model other = Training.learn(nodes.stream().map(Node::person).toList(), (step, done) -> {});
        engine.forget();
        send(engine, nodes, 50, 1);

        engine.adopt(other);

        assertThat(stored()).isEqualTo(whole(nodes, IdentityRules.DEFAULT, other));
        engine.adopt(Models.shipped());
        assertThat(stored()).isEqualTo(whole(nodes));
    }

    private static void send(Engine engine, List<Node> nodes, int batch, int threads) {
        ExecutorService senders = Executors.newFixedThreadPool(threads);
        try {
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            for (int from = 0; from < nodes.size(); from += batch) {
                Collection<Node> some = nodes.subList(from, Math.min(nodes.size(), from + batch));
                sent.add(CompletableFuture.runAsync(() -> engine.take(some), senders));
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        } finally {
            senders.shutdown();
        }
    }

    private static Set<Set<String>> stored() {
        assertThat(engine.query(WRONGLY_OPEN).iterator().next().getLong(0)).isZero();
        Map<String, Set<String>> clusters = new HashMap<>();
        for (Row row : engine.query("select id, profile_id from node")) {
            clusters.computeIfAbsent(row.getString(1), any -> new HashSet<>())
                    .add(row.getString(0));
        }
        return Set.copyOf(clusters.values());
    }

    /** Of each cluster, by the state told last, what stands for nobody is what its nodes bear. */
    private static void assertToldWhatStandsForNobody() {
        Map<String, Set<String>> borne = new HashMap<>();
        for (Row row :
                engine.query(
                        "select n.profile_id, i.pseudonym from node n"
                                + " join node_identifier i on i.node_id = n.id"
                                + " join generic_identifier g on g.pseudonym = i.pseudonym")) {
            borne.computeIfAbsent(row.getString(0), any -> new HashSet<>()).add(row.getString(1));
        }
        Map<String, Set<String>> told = new HashMap<>();
        for (Row row :
                engine.query(
                        "select distinct on (key) value from outbox order by key, version desc")) {
            ClusterState state = Json.parse(row.getBuffer(0).getBytes(), ClusterState.class);
            if (!state.ofNobody().isEmpty()) {
                told.put(state.profileId(), state.ofNobody());
            }
        }
        assertThat(told).isEqualTo(borne);
    }

    private static Set<Set<String>> whole(List<Node> nodes) {
        return whole(nodes, IdentityRules.DEFAULT);
    }

    private static Set<Set<String>> whole(List<Node> nodes, IdentityRules rules) {
        return whole(nodes, rules, Models.shipped());
    }

    private static Set<Set<String>> whole(List<Node> nodes, IdentityRules rules, Model model) {
        return whole(nodes, rules, model, List.of());
    }

    private static Set<Set<String>> whole(List<Node> nodes, int mostBearers) {
        return whole(nodes, IdentityRules.DEFAULT, Models.shipped(), List.of(), mostBearers);
    }

    private static Set<Set<String>> whole(
            List<Node> nodes, IdentityRules rules, Model model, List<Decision> decisions) {
        return whole(nodes, rules, model, decisions, Resolver.MOST_BEARERS);
    }

    private static Set<Set<String>> whole(
            List<Node> nodes,
            IdentityRules rules,
            Model model,
            List<Decision> decisions,
            int mostBearers) {
        return whole(nodes, rules, model, decisions, mostBearers, Set.of());
    }

    /**
     * @param barred of these nodes
     */
    private static Set<Set<String>> whole(List<Node> nodes, Set<String> barred) {
        return whole(
                nodes,
                IdentityRules.DEFAULT,
                Models.shipped(),
                List.of(),
                Resolver.MOST_BEARERS,
                barred);
    }

    private static Set<Set<String>> whole(
            List<Node> nodes,
            IdentityRules rules,
            Model model,
            List<Decision> decisions,
            int mostBearers,
            Set<String> barred) {
        List<Link> links =
                links(bare(nodes, barred), model, mostBearers).stream()
                        .filter(link -> link.weight() >= model.thresholds().match())
                        .toList();
        Set<String> pseudonyms = new HashSet<>();
        nodes.forEach(node -> pseudonyms.addAll(node.pseudonyms()));
        Set<String> generic = new Generic(rules).among(nodes, pseudonyms);
        Set<Set<String>> clusters = new HashSet<>();
        for (Cluster cluster :
                new Cut(rules, new Scorer(model))
                        .clusters(new Evidence(nodes, links, decisions, generic, barred))) {
            Set<String> ids = new HashSet<>();
            cluster.nodes().forEach(node -> ids.add(node.nodeId()));
            clusters.add(ids);
        }
        return clusters;
    }

    private static Set<Link> links(List<Node> nodes, int mostBearers) {
        return links(nodes, Models.shipped(), mostBearers);
    }

    /** Of all who share a key that is not crowded, from a possible match on. */
    private static Set<Link> links(List<Node> nodes, Model model, int mostBearers) {
        Blocking blocking = new Blocking(model);
        Scorer scorer = new Scorer(model);
        Map<Long, Integer> bearers = new HashMap<>();
        List<Set<Long>> keys = new ArrayList<>();
        for (Node node : nodes) {
            Set<Long> own = new HashSet<>(blocking.keys(node.person()).keys());
            own.forEach(key -> bearers.merge(key, 1, Integer::sum));
            keys.add(own);
        }
        keys.forEach(own -> own.removeIf(key -> bearers.get(key) > mostBearers));
        Set<Link> links = new HashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (keys.get(j).stream().anyMatch(keys.get(i)::contains)) {
                    int weight = scorer.score(nodes.get(i).person(), nodes.get(j).person());
                    if (weight >= model.thresholds().possible()) {
                        links.add(Link.of(nodes.get(i).nodeId(), nodes.get(j).nodeId(), weight));
                    }
                }
            }
        }
        return links;
    }

    /** Some hundred people who share names, addresses, devices and mailboxes. */
    private static List<Node> nodes(Random random) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < NODES - 2 * SIGN_UPS; i++) {
            int person = random.nextInt(NODES / 3);
            Set<HashedIdentifier> identifiers = new HashSet<>();
            for (int k = random.nextInt(3); k > 0; k--) {
                String namespace = NAMESPACES.get(random.nextInt(NAMESPACES.size()));
                int owner = random.nextInt(6) == 0 ? random.nextInt(10) : person;
                identifiers.add(new HashedIdentifier(namespace, namespace + owner));
            }
            nodes.add(
                    new Node(
                            "%032x".formatted(random.nextLong() & Long.MAX_VALUE),
                            "shop",
                            SourceKind.SERVER,
                            FIRST.plusSeconds(i),
                            List.copyOf(identifiers),
                            random.nextInt(4) == 0 ? Person.NOBODY : said(person, random)));
        }
        for (int i = 0; i < SIGN_UPS; i++) {
            nodes.add(
                    new Node(
                            "%032x".formatted(random.nextLong() & Long.MAX_VALUE),
                            "shop",
                            SourceKind.SERVER,
                            FIRST.plusSeconds(random.nextInt(NODES)),
                            List.of(
                                    new HashedIdentifier("device_id", "tablet"),
                                    new HashedIdentifier("email", "sign-up " + i)),
                            Person.NOBODY));
        }
        for (int i = 0; i < SIGN_UPS; i++) {
            nodes.add(
                    new Node(
                            "%032x".formatted(random.nextLong() & Long.MAX_VALUE),
                            "shop",
                            SourceKind.SERVER,
                            FIRST.plusSeconds(random.nextInt(NODES)),
                            List.of(
                                    new HashedIdentifier("user_id", "web order"),
                                    new HashedIdentifier("email", "order " + i)),
                            Person.NOBODY));
        }
        return nodes;
    }

    private static Person said(int number, Random random) {
        Random own = new Random(number);
        Map<Field, List<String>> fields = new EnumMap<>(Field.class);
        put(fields, random, Field.GIVEN_NAME, GIVEN.get(own.nextInt(GIVEN.size())));
        put(fields, random, Field.FAMILY_NAME, FAMILY.get(own.nextInt(FAMILY.size())));
        put(
                fields,
                random,
                Field.BIRTH_DATE,
                "19%02d-0%d-1%d"
                        .formatted(50 + own.nextInt(40), 1 + own.nextInt(9), own.nextInt(10)));
        put(fields, random, Field.STREET, "Koulukatu " + own.nextInt(30));
        put(fields, random, Field.CITY, own.nextBoolean() ? "Jyväskylä" : "Köln");
        put(fields, random, Field.PHONE, "040 12345%02d".formatted(own.nextInt(100)));
        return CLEANER.read(fields);
    }

    private static void put(
            Map<Field, List<String>> fields, Random random, Field field, String value) {
        if (random.nextInt(4) > 0) {
            int at = 1 + random.nextInt(value.length() - 1);
            boolean slip = random.nextInt(8) == 0;
            fields.put(
                    field,
                    List.of(slip ? value.substring(0, at - 1) + value.substring(at) : value));
        }
    }
}
