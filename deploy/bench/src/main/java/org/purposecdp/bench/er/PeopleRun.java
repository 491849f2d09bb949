package org.purposecdp.bench.er;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

import io.vertx.mutiny.sqlclient.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.purposecdp.bench.Printed;
import org.purposecdp.bench.Program;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.cluster.HashedIdentifier;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Blocking;
import org.purposecdp.identity.matching.Cleaner;
import org.purposecdp.identity.matching.Model;
import org.purposecdp.identity.matching.Person;
import org.purposecdp.identity.matching.Training;
import org.purposecdp.local.OnlyPostgreSql;

/** {@code deploy/bench/people}: the engine on as many made-up people as one likes. */
@Command(
        name = "deploy/bench/people",
        description =
                "Makes people with realistic names, households and errors, takes their records in,"
                        + " and tells how well and how fast they are told apart.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PeopleRun implements Callable<Integer> {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int BATCH = 500;

    /** Between them the floor takes the same. */
    private static final int BATCHES_A_STEP = 20;

    private static final int SENDERS = 32;

    /** As long as what is stored of a person. */
    private static final String BODY = "x".repeat(120);

    private final PrintStream out = System.out;
    private final Cleaner cleaner = new Cleaner("FI", 2026);

    @Option(
            names = "--records",
            defaultValue = "1000000",
            description = "taken in in batches of 500 (${DEFAULT-VALUE})")
    private int records;

    @Option(
            names = "--under-way",
            defaultValue = "3",
            description = "batches at any time, as of so many instances (${DEFAULT-VALUE})")
    private int underWay;

    @Option(
            names = "--more",
            defaultValue = "20000",
            description = "then, one at a time (${DEFAULT-VALUE})")
    private int more;

    @Option(
            names = "--sample",
            defaultValue = "200000",
            description = "of them, to learn the model from (${DEFAULT-VALUE})")
    private int sample;

    @Option(names = "--seed", defaultValue = "1", description = "other people (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--out", description = "where the report goes as JSON, besides standard output")
    private Path report;

    @Option(
            names = "--ship",
            description =
                    "writes the model that identity-service starts with, and does nothing else: the"
                            + " usual shares, with how common names are")
    private Path ship;

    public static void main(String[] arguments) {
        Program.run("people", new PeopleRun(), arguments);
    }

    /**
     * @param falselyMerged share of clusters that hold more than one person
     * @param mostPeople in one cluster
     */
    private record Told(
            int records,
            int clusters,
            double precision,
            double recall,
            double falselyMerged,
            int mostPeople,
            int largest) {}

    /**
     * @param bulkPerSecond in batches
     * @param onlinePerSecond by 32 senders, each a record at a time
     * @param oneAtATime by one sender, with so many stored
     */
    private record Report(
            Told told,
            double bulkPerSecond,
            double onlinePerSecond,
            double oneByOnePerSecond,
            Map<Integer, Spread> oneAtATime,
            Map<Integer, Spread> floor,
            Rates rates,
            Model.Thresholds thresholds) {}

    @Override
    public Integer call() {
        Population population =
                new Population(seed, records + more * 2 + Math.min(more, records), Rates.USUAL);
        out.println("learning from " + sample + " records, without the truth");
        List<Person> some = new ArrayList<>();
        for (int i = 0; i < Math.min(sample, records); i++) {
            some.add(cleaner.read(population.record(i).fields()));
        }
        Model model = Training.learn(some, records, (step, done) -> out.printf("  %s%n", step));
        some.clear();
        if (ship != null) {
            write(model.usualWithNames());
            return 0;
        }
        Blocking blocking = new Blocking(model);
        Map<Integer, Spread> ours = new TreeMap<>();
        Map<Integer, Spread> bare = new TreeMap<>();
        try (OnlyPostgreSql postgresql = new OnlyPostgreSql();
                Engine engine = new Engine(postgresql.address(), IdentityRules.DEFAULT);
                BareStore floor = new BareStore(postgresql.address())) {
            engine.adopt(model);
            int tenth = records / 10;
            double bulkSeconds = bulk(engine, floor, blocking, population, 0, tenth);
            int next = records;
            int few = Math.min(more, records) / 4;
            Spreads at = oneByOne(engine, floor, blocking, population, next, few);
            next += few;
            ours.put(tenth, at.ours().spread());
            bare.put(tenth, at.bare().spread());
            bulkSeconds += bulk(engine, floor, blocking, population, tenth, records);
            at = oneByOne(engine, floor, blocking, population, next, more);
            next += more;
            ours.put(records, at.ours().spread());
            bare.put(records, at.bare().spread());
            double online = online(engine, population, next, more);
            next += more;
            Printed.write(
                    new Report(
                            told(engine, population),
                            Math.round(records / bulkSeconds),
                            Math.round(online),
                            at.ours().perSecond(),
                            ours,
                            bare,
                            Rates.USUAL,
                            model.thresholds()),
                    out,
                    report);
        }
        return 0;
    }

    private record Spreads(Durations ours, Durations bare) {}

    /** Seconds that ours took. */
    private double bulk(
            Engine engine,
            BareStore floor,
            Blocking blocking,
            Population population,
            int from,
            int to) {
        long took = 0;
        int step = BATCH * BATCHES_A_STEP;
        for (int at = from; at < to; at += step) {
            List<Node> nodes = new ArrayList<>();
            for (int i = at; i < Math.min(to, at + step); i++) {
                nodes.add(node(population, i));
            }
            List<List<Node>> batches = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i += BATCH) {
                batches.add(nodes.subList(i, Math.min(nodes.size(), i + BATCH)));
            }
            long started = System.nanoTime();
            engine.take(batches, underWay);
            took += System.nanoTime() - started;
            for (Node node : nodes) {
                floor.add(node.nodeId(), BODY, blocking.keys(node.person()).keys());
            }
            floor.commit();
            if ((at + step) % 50_000 == 0) {
                out.printf(
                        "  %,d of %,d, %.0f a second%n",
                        at + step, to, (at + step - from) / (took / 1e9));
            }
        }
        engine.query("analyze");
        return took / 1e9;
    }

    private Spreads oneByOne(
            Engine engine,
            BareStore floor,
            Blocking blocking,
            Population population,
            int from,
            int count) {
        Durations ours = new Durations();
        Durations bare = new Durations();
        for (int i = from; i < from + count; i++) {
            Node node = node(population, i);
            Set<Long> keys = blocking.keys(node.person()).keys();
            ours.time(() -> engine.take(List.of(node)));
            bare.time(() -> floor.take(node.nodeId(), BODY, keys));
        }
        out.printf("  one at a time: %s, floor %s%n", ours.spread(), bare.spread());
        return new Spreads(ours, bare);
    }

    private double online(Engine engine, Population population, int from, int count) {
        List<Node> nodes = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            nodes.add(node(population, i));
        }
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        long started = System.nanoTime();
        try {
            CompletableFuture<?>[] sent =
                    nodes.stream()
                            .map(
                                    node ->
                                            CompletableFuture.runAsync(
                                                    () -> engine.take(List.of(node)), senders))
                            .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(sent).join();
        } finally {
            senders.shutdown();
        }
        return count / ((System.nanoTime() - started) / 1e9);
    }

    private Node node(Population population, int place) {
        Population.Labelled record = population.record(place);
        List<HashedIdentifier> identifiers = new ArrayList<>();
        record.identifiers()
                .forEach(
                        (namespace, value) ->
                                identifiers.add(
                                        new HashedIdentifier(namespace, namespace + ':' + value)));
        return new Node(
                "%08d".formatted(place),
                record.source(),
                SourceKind.SERVER,
                FIRST.plusMillis(place),
                identifiers,
                cleaner.read(record.fields()));
    }

    private static Told told(Engine engine, Population population) {
        Map<String, List<Integer>> clusters = new HashMap<>();
        for (Row row : engine.query("select id, profile_id from node")) {
            clusters.computeIfAbsent(row.getString(1), any -> new ArrayList<>())
                    .add(Integer.valueOf(row.getString(0)));
        }
        Map<Long, Integer> sizes = new HashMap<>();
        long found = 0;
        long right = 0;
        int merged = 0;
        int most = 0;
        int largest = 0;
        int all = 0;
        for (List<Integer> cluster : clusters.values()) {
            Map<Long, Integer> people = new HashMap<>();
            cluster.forEach(i -> people.merge(population.record(i).person(), 1, Integer::sum));
            people.forEach((person, count) -> sizes.merge(person, count, Integer::sum));
            all += cluster.size();
            found += pairs(cluster.size());
            for (int count : people.values()) {
                right += pairs(count);
            }
            merged += people.size() > 1 ? 1 : 0;
            most = Math.max(most, people.size());
            largest = Math.max(largest, cluster.size());
        }
        long pairs = sizes.values().stream().mapToLong(PeopleRun::pairs).sum();
        return new Told(
                all,
                clusters.size(),
                digits((double) right / Math.max(1, found)),
                digits((double) right / Math.max(1, pairs)),
                digits((double) merged / clusters.size()),
                most,
                largest);
    }

    private static long pairs(int of) {
        return (long) of * (of - 1) / 2;
    }

    private static double digits(double value) {
        return Math.round(value * 100_000) / 100_000.0;
    }

    private void write(Model model) {
        try (GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(ship))) {
            packed.write(Json.bytes(model));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
