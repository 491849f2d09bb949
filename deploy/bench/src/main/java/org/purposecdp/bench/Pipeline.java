package org.purposecdp.bench;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.purposecdp.bench.floor.Floor;
import org.purposecdp.local.Checkout;
import org.purposecdp.local.Stack;
import org.purposecdp.local.StackDescription;

/** {@code deploy/bench/pipeline}: how fast the running stack is, from capture to webhook. */
@Command(
        name = "deploy/bench/pipeline",
        description =
                "Drives the running stack from capture to webhook and tells what it keeps up with,"
                        + " how long it takes and what it costs.",
        sortOptions = false)
final class Pipeline implements Callable<Integer> {
    private static final List<String> STORES = List.of("kafka", "postgresql", "mongodb");

    private final PrintStream out = System.out;

    @Option(names = "--rate", description = "events a second; without it the highest is looked for")
    private Integer rate;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "of the measured run (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--people",
            defaultValue = "10000",
            description = "known before the load starts (${DEFAULT-VALUE})")
    private int people;

    @Option(
            names = "--new",
            defaultValue = "0.1",
            description = "share of events that are a new person's first (${DEFAULT-VALUE})")
    private double newShare;

    @Option(
            names = "--seed-rate",
            defaultValue = "1000",
            description =
                    "known people are made at most so fast a second, with 2,000 under way"
                            + " (${DEFAULT-VALUE})")
    private int seedRate;

    @Option(names = "--no-seed", description = "they were made by an earlier run")
    private boolean noSeed;

    @Option(names = "--no-floor", description = "without the bare drivers' figures")
    private boolean noFloor;

    @Option(names = "--only-floor", description = "the bare drivers' figures only")
    private boolean onlyFloor;

    @Option(
            names = "--receiver-port",
            defaultValue = "0",
            description = "of the webhook receiver; any free one if not given")
    private int receiverPort;

    @Option(names = "--stack", description = "deploy/local/run/stack.json if not given")
    private Path stack;

    @Option(names = "--out", description = "the figures are written to it too")
    private Path output;

    @Option(names = "--help", usageHelp = true, description = "says this")
    private boolean help;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));

    public static void main(String[] arguments) {
        Program.run("bench", new Pipeline(), arguments);
    }

    /** 1 when something was lost or doubled, or no rate was kept up with. */
    @Override
    public Integer call() {
        check();
        StackDescription description = description();
        Ledgers ours = new Ledgers();
        Ledgers floors = new Ledgers();
        try {
            Measurement platform = onlyFloor ? null : platform(description, ours);
            Measurement floor = noFloor ? null : floor(description, floors);
            Report report = Report.of(people, newShare, platform, ours, floor, floors);
            Printed.write(report, out, output);
            return good(platform, ours, floor, floors) ? 0 : 1;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void check() {
        require(rate == null || rate >= 1, "--rate is at least 1");
        require(seconds >= 5, "--seconds is at least 5");
        require(people >= 1, "--people is at least 1");
        require(newShare >= 0 && newShare <= 1, "--new is 0 to 1");
        require(seedRate >= 1, "--seed-rate is at least 1");
        require(!(noFloor && onlyFloor), "--no-floor and --only-floor leave nothing to do");
    }

    private static void require(boolean holds, String accepted) {
        if (!holds) {
            throw new BenchFailure(accepted, "see deploy/bench/pipeline --help");
        }
    }

    private StackDescription description() {
        Path file =
                stack == null
                        ? Checkout.find().root().resolve("deploy/local/run/stack.json")
                        : stack;
        require(Files.exists(file), file + " is missing: start deploy/local/up, or give --stack");
        return StackDescription.read(file);
    }

    private Measurement platform(StackDescription description, Ledgers ledgers) {
        if (description.services().isEmpty()) {
            throw new BenchFailure(
                    "the stack has no services",
                    "deploy/local/up --no-demo --detach, or --only-floor here");
        }
        Way way = new Way(vertx, description, ledgers, out, receiverPort, people, newShare);
        way.check();
        try (ProfileWatch watch = new ProfileWatch(description.kafka(), ledgers)) {
            if (!noSeed) {
                way.seed(seedRate);
            }
            return measure(way.driver());
        }
    }

    private Measurement floor(StackDescription description, Ledgers ledgers) {
        Map<String, Long> pids = new LinkedHashMap<>(description.pids());
        pids.keySet().retainAll(STORES);
        Processes processes = new Processes(pids);
        Receiver receiver = new Receiver(vertx, ledgers, 0);
        try (Floor floor =
                new Floor(
                        vertx,
                        description.kafka(),
                        description.postgresql().get(Stack.IDENTITY),
                        description.mongodb().uri(),
                        URI.create(receiver.url()))) {
            Load load =
                    new Load(
                            vertx,
                            List.of(floor.capture()),
                            new Events("none", "Bench", "bench-orders"));
            Measurement measurement =
                    measure(new Driver("floor", load, ledgers, processes, out, people, newShare));
            floor.failure()
                    .ifPresent(
                            cause -> {
                                throw new BenchFailure(
                                        "the floor broke: " + cause, "see the stores' logs");
                            });
            return measurement;
        }
    }

    private Measurement measure(Driver driver) {
        Duration duration = Duration.ofSeconds(seconds);
        return rate == null
                ? Measurement.search(driver, duration)
                : Measurement.at(driver, rate, duration);
    }

    private static boolean good(
            Measurement platform, Ledgers ours, Measurement floor, Ledgers floors) {
        return (platform == null || platform.keptUp() && exact(ours))
                && (floor == null || floor.keptUp() && exact(floors));
    }

    private static boolean exact(Ledgers ledgers) {
        return ledgers.total(Ledger::lost) == 0 && ledgers.total(Ledger::doubled) == 0;
    }
}
