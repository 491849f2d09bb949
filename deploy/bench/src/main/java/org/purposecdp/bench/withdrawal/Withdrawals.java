package org.purposecdp.bench.withdrawal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.purposecdp.bench.Api;
import org.purposecdp.bench.BenchFailure;
import org.purposecdp.bench.Printed;
import org.purposecdp.bench.Program;
import org.purposecdp.bench.Way;
import org.purposecdp.bench.withdrawal.Report.Sides;
import org.purposecdp.local.Checkout;
import org.purposecdp.local.Stack;
import org.purposecdp.local.StackDescription;
import org.purposecdp.local.StackSettings;

/** {@code deploy/bench/withdrawals}: whether those who wait for the fence make others slower. */
@Command(
        name = "deploy/bench/withdrawals",
        description =
                "Withdraws consent on a stack of its own, each withdrawal waiting until it is"
                        + " enforced, takes a service down and brings it back meanwhile, and tells"
                        + " how much slower calls become that do not wait.",
        sortOptions = false)
final class Withdrawals implements Callable<Integer> {
    private static final List<String> POINTS =
            List.of(Stack.IDENTITY, Stack.PROFILE, Stack.ACTIVATION);
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private final PrintStream out = System.out;

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "withdrawals a second (${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--probes",
            defaultValue = "10",
            description = "calls a second of each kind that does not wait (${DEFAULT-VALUE})")
    private int probes;

    @Option(
            names = "--seconds",
            defaultValue = "120",
            description = "for how long they wait for it (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--baseline",
            defaultValue = "60",
            description =
                    "seconds of the same load before, in which nobody waits (${DEFAULT-VALUE})")
    private int baseline;

    @Option(
            names = "--baseline-down",
            description =
                    "the baseline is as long as the run, and its point goes down and back too")
    private boolean baselineDown;

    @Option(
            names = "--point",
            defaultValue = Stack.PROFILE,
            description = "the service that goes down, all its instances (${DEFAULT-VALUE})")
    private String point;

    @Option(
            names = "--down",
            defaultValue = "40",
            description = "the second at which it is killed (${DEFAULT-VALUE})")
    private int down;

    @Option(
            names = "--up",
            defaultValue = "70",
            description = "the second at which it is started again (${DEFAULT-VALUE})")
    private int up;

    @Option(
            names = "--instances",
            defaultValue = "1",
            description = "of each service, at most 2 (${DEFAULT-VALUE})")
    private int instances;

    @Option(
            names = "--seed-rate",
            defaultValue = "1000",
            description = "people are made at most so fast a second (${DEFAULT-VALUE})")
    private int seedRate;

    @Option(
            names = "--dir",
            description =
                    "of the stack's data and logs, wiped first; deploy/bench/target/withdrawals if"
                            + " not given")
    private Path directory;

    @Option(names = "--out", description = "the figures are written to it too")
    private Path output;

    @Option(names = "--help", usageHelp = true, description = "says this")
    private boolean help;

    public static void main(String[] arguments) {
        Program.run("withdrawals", new Withdrawals(), arguments);
    }

    /** 1 when the line is not met; the report says where. */
    @Override
    public Integer call() {
        check();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
        StackSettings settings = settings();
        Stack stack = new Stack(settings);
        Thread onInterrupt = new Thread(stack::stop, "stop");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            out.println("starting a stack; logs: " + settings.runDirectory().resolve("logs"));
            stack.start();
            Report report = measure(vertx, stack);
            Printed.write(report, out, output);
            new Table(out).print(report);
            return report.wrong().isEmpty() ? 0 : 1;
        } finally {
            stack.stop();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void check() {
        require(rate >= 1, "--rate is at least 1");
        require(probes >= 1, "--probes is at least 1");
        require(seconds >= 5 && baseline >= 5, "--seconds and --baseline are at least 5");
        require(POINTS.contains(point), "--point is one of " + POINTS);
        require(0 < down && down < up && up < seconds, "--down is before --up, both in the run");
        require(instances == 1 || instances == 2, "--instances is 1 or 2");
        require(seedRate >= 1, "--seed-rate is at least 1");
    }

    private static void require(boolean holds, String accepted) {
        if (!holds) {
            throw new BenchFailure(accepted, "see deploy/bench/withdrawals --help");
        }
    }

    private StackSettings settings() {
        Path usual = Checkout.find().root().resolve("deploy/bench/target/withdrawals");
        return StackSettings.forTests(directory == null ? usual : directory)
                .withInstances(instances);
    }

    private Report measure(Vertx vertx, Stack stack) {
        StackDescription description = stack.description();
        Duration before = Duration.ofSeconds(baselineDown ? seconds : baseline);
        Duration waiting = Duration.ofSeconds(seconds);
        // One more each, where a second is not a multiple of what lies between two.
        int withdrawals = (int) (rate * WARM_UP.plus(before).plus(waiting).toSeconds() * 1.01) + 10;
        Way way = Way.ofKnown(vertx, description, out, Requests.people(withdrawals));
        way.check();
        way.seed(seedRate);
        Requests requests = new Requests(way, new Api(description), withdrawals);
        Sender sender = new Sender(vertx, description, requests);
        OpenLoop load = new OpenLoop(sender, point, rate, probes);
        Repeats repeats = new Repeats(sender, rate);
        say("warming up for %d s", WARM_UP.toSeconds());
        run(stack, load, WARM_UP, false, false);
        say("baseline: nobody waits, %d s", before.toSeconds());
        Round baseline = run(stack, load, before, false, baselineDown);
        repeats.untilEnforced(lastOf(baseline));
        say("each withdrawal waits, %d s, %s down from %d to %d", seconds, point, down, up);
        Round measured = run(stack, load, waiting, true, true);
        say("asking again for those that were recorded only");
        List<Answer> never = repeats.untilEnforced(recorded(measured));
        return report(stack, baseline, measured, never.size());
    }

    private Round run(
            Stack stack, OpenLoop load, Duration duration, boolean waits, boolean goesDown) {
        Round round = new Round(() -> stack.description().pids());
        round.begin(Phase.UP);
        Outage outage =
                new Outage(
                        stack.instances(point), Duration.ofSeconds(down), Duration.ofSeconds(up));
        CompletableFuture<Void> control =
                goesDown
                        ? CompletableFuture.runAsync(() -> outage.run(round), Withdrawals::thread)
                        : CompletableFuture.completedFuture(null);
        load.run(round, duration, waits);
        control.join();
        round.end();
        return round;
    }

    private static void thread(Runnable work) {
        new Thread(work, "outage").start();
    }

    /** Once these are enforced every point has caught up. */
    private List<Answer> lastOf(Round round) {
        List<Answer> recorded = recorded(round);
        return recorded.subList(Math.max(0, recorded.size() - rate), recorded.size());
    }

    private static List<Answer> recorded(Round round) {
        return round.answers().stream()
                .filter(answer -> answer.call() == Call.WITHDRAWAL)
                .filter(answer -> !answer.failed() && !answer.enforced())
                .toList();
    }

    private Report report(Stack stack, Round before, Round measured, long neverEnforced) {
        Map<Call, Sides<Figures>> calls =
                Report.calls(
                        Tally.of(before.answers(), before.timeline(), point),
                        Tally.of(measured.answers(), measured.timeline(), point));
        Sides<Withdrawn> withdrawals =
                new Sides<>(
                        Withdrawn.of(before.answers(), before.timeline()),
                        Withdrawn.of(measured.answers(), measured.timeline()));
        return new Report(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Runtime.getRuntime().availableProcessors(),
                stack.mongodb().real(),
                instances,
                point,
                rate,
                calls,
                withdrawals,
                new Sides<>(before.shares(), measured.shares()),
                measured.late().quantiles(),
                neverEnforced,
                Verdict.of(calls, withdrawals, neverEnforced));
    }

    private void say(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
    }
}
