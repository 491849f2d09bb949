package org.purposecdp.bench.er;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import io.vertx.mutiny.sqlclient.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.purposecdp.bench.Printed;
import org.purposecdp.bench.Program;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Blocking;
import org.purposecdp.identity.matching.Cleaner;
import org.purposecdp.identity.matching.Model;
import org.purposecdp.identity.matching.Person;
import org.purposecdp.identity.matching.Training;
import org.purposecdp.local.OnlyPostgreSql;

/** {@code deploy/bench/er}: how well, and how fast, the engine tells who is who. */
@Command(
        name = "deploy/bench/er",
        description =
                "Takes labelled records one by one through the resolver on a PostgreSQL of its own"
                        + " and tells how many pairs it finds, and how fast.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Er implements Callable<Integer> {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SAY_AFTER = 10_000;

    private final PrintStream out = System.out;

    @Option(
            names = "--config",
            required = true,
            description = "the data set: files, recordId, truth, fields, linkOnly, region")
    private Path config;

    @Option(names = "--out", description = "where the report goes as JSON, besides standard output")
    private Path report;

    public static void main(String[] arguments) {
        Program.run("er", new Er(), arguments);
    }

    /** What is printed and written; see deploy/bench/README.md. */
    private record Report(
            int records,
            Truth.Figures clusters,
            Truth.Figures links,
            double blockingRecall,
            double recordsPerSecond,
            Spread perRecordMs,
            Floor floor,
            Ratio ratio,
            Double trainingSeconds,
            Learnt model,
            DataSet.Configuration configuration) {}

    private record Floor(double recordsPerSecond, Spread perRecordMs) {}

    /** Ours to the floor's. */
    private record Ratio(double recordsPerSecond, double p50, double p99) {}

    private record Learnt(String version, long people, double prior, Model.Thresholds thresholds) {}

    @Override
    public Integer call() {
        DataSet data = DataSet.read(config);
        // Not looked at before the engine has finished; but a fault in it is told now.
        Truth truth = data.truth();
        data.ignored().forEach(field -> out.println("not compared, so ignored: " + field));
        String region = data.configuration().region();
        Cleaner cleaner = new Cleaner(region == null ? "FI" : region, LocalDate.now().getYear());
        List<Person> people = data.rows().stream().map(row -> cleaner.read(row.fields())).toList();
        out.println("training on " + people.size() + " records, without the truth");
        long started = System.nanoTime();
        Model model =
                Training.learn(
                        people, (step, done) -> out.printf("  %s (%.0f %%)%n", step, done * 100));
        double trained = seconds(started);
        List<Set<Long>> keys = new ArrayList<>();
        Blocking blocking = new Blocking(model);
        people.forEach(person -> keys.add(blocking.keys(person).keys()));
        try (OnlyPostgreSql postgresql = new OnlyPostgreSql();
                Engine engine = new Engine(postgresql.address(), rules(data))) {
            engine.adopt(model);
            Durations ours = new Durations();
            for (int i = 0; i < people.size(); i++) {
                Node node = node(data.rows().get(i), i, people.get(i));
                ours.time(() -> engine.take(List.of(node)));
                say("resolved", i, people.size());
            }
            Durations bare = new Durations();
            try (BareStore floor = new BareStore(postgresql.address())) {
                for (int i = 0; i < people.size(); i++) {
                    String id = "" + i;
                    Set<Long> ofOne = keys.get(i);
                    String body = data.rows().get(i).fields().toString();
                    bare.time(() -> floor.take(id, body, ofOne));
                    say("bare driver", i, people.size());
                }
            }
            Report figures =
                    new Report(
                            people.size(),
                            truth.ofClusters(clusters(engine)),
                            truth.ofLinks(links(engine, model)),
                            truth.blockingRecall(keys),
                            ours.perSecond(),
                            ours.spread(),
                            new Floor(bare.perSecond(), bare.spread()),
                            ratio(ours, bare),
                            Math.round(trained * 10) / 10.0,
                            new Learnt(
                                    model.version(),
                                    model.people(),
                                    model.prior(),
                                    model.thresholds()),
                            data.configuration());
            Printed.write(figures, out, report);
        }
        return 0;
    }

    /** Records have no identifiers here: it is their fields that are compared. */
    private static IdentityRules rules(DataSet data) {
        return new IdentityRules(
                null,
                null,
                null,
                data.configuration().linkOnly() ? data.configuration().files() : null);
    }

    private static Node node(DataSet.Row row, int place, Person person) {
        return new Node(
                id(place),
                row.source(),
                SourceKind.SERVER,
                FIRST.plusMillis(place),
                List.of(),
                person);
    }

    private static String id(int place) {
        return "%08d".formatted(place);
    }

    private static List<List<Integer>> clusters(Engine engine) {
        Map<String, List<Integer>> clusters = new HashMap<>();
        for (Row row : engine.query("select id, profile_id from node")) {
            clusters.computeIfAbsent(row.getString(1), any -> new ArrayList<>())
                    .add(Integer.valueOf(row.getString(0)));
        }
        return List.copyOf(clusters.values());
    }

    private static List<int[]> links(Engine engine, Model model) {
        List<int[]> links = new ArrayList<>();
        String matches =
                "select one, other from link where weight >= " + model.thresholds().match();
        for (Row row : engine.query(matches)) {
            links.add(
                    new int[] {
                        Integer.parseInt(row.getString(0)), Integer.parseInt(row.getString(1))
                    });
        }
        return links;
    }

    private static Ratio ratio(Durations ours, Durations bare) {
        return new Ratio(
                rounded(ours.perSecond() / bare.perSecond()),
                rounded(ours.spread().p50() / bare.spread().p50()),
                rounded(ours.spread().p99() / bare.spread().p99()));
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private void say(String what, int place, int all) {
        if ((place + 1) % SAY_AFTER == 0) {
            out.printf("  %s %,d of %,d%n", what, place + 1, all);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
