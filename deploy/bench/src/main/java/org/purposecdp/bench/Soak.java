package org.purposecdp.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.purposecdp.local.Checkout;
import org.purposecdp.local.Stack;
import org.purposecdp.local.StackDescription;
import org.purposecdp.local.StackSettings;

/** {@code deploy/bench/soak}: whether all of it survives an operator's bad day. */
@Command(
        name = "deploy/bench/soak",
        description =
                "Starts a stack of its own with two of each service, keeps it under load and lets"
                        + " happen to it what happens: nothing may be lost, doubled, or sent after"
                        + " a withdrawal was answered enforced, and the alarms go off.",
        sortOptions = false)
final class Soak implements Callable<Integer> {
    /** Prometheus asks every five seconds. */
    private static final Duration SCRAPED = Duration.ofSeconds(12);

    private static final List<String> SERVICES =
            List.of(Stack.IDENTITY, Stack.CONSENT, Stack.PROFILE, Stack.ACTIVATION);

    private static final int MOST_UNDER_WAY = 1_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration WARM_UP = Duration.ofMinutes(3);
    private static final Duration AT_REST = Duration.ofMinutes(4);
    private static final Duration DRAIN = Duration.ofMinutes(10);
    private static final Duration LEAVER_EVERY = Duration.ofSeconds(3);
    private static final Duration PROGRESS = Duration.ofSeconds(20);
    private static final Duration ALARM_WITHIN = Duration.ofMinutes(3);
    private static final int SAMPLE = 300;
    private static final String LOOKUP = "/v1/profiles/lookup";

    /** Caches and compiled code may still grow a little. */
    private static final double MORE_HEAP_MIB = 48;

    private static final double MORE_SOCKETS = 12;

    private final PrintStream out = System.out;

    @Option(
            names = "--minutes",
            defaultValue = "60",
            description = "under load, at least 25 (${DEFAULT-VALUE})")
    private int minutes;

    @Option(
            names = "--rate",
            defaultValue = "100",
            description = "events a second (${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--people",
            defaultValue = "3000",
            description = "known beforehand (${DEFAULT-VALUE})")
    private int people;

    @Option(names = "--seed", defaultValue = "1", description = "of chance (${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--dir",
            defaultValue = "deploy/bench/target/soak",
            description = "where data and logs go (${DEFAULT-VALUE})")
    private Path directory;

    @Option(
            names = "--disk",
            required = true,
            description =
                    "an empty folder, on a disk of at most 32 GB, which is filled; PostgreSQL and"
                            + " MongoDB keep their data there")
    private Path disk;

    @Option(names = "--help", usageHelp = true, description = "says this")
    private boolean help;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
    private final Ledgers ledgers = new Ledgers();
    private final List<Window> windows = new CopyOnWriteArrayList<>();
    private final List<Happened> happened = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final long start = System.nanoTime();
    private volatile String now = "";
    private volatile boolean over;

    private record Window(Ledger ledger, People who) {}

    private record Happened(Faults.Fault fault, Instant from, Instant to) {}

    /** What the parts use while all is well. */
    private record Footprint(
            Map<String, Double> leastHeapMiB,
            Map<String, Double> sockets,
            Map<String, Double> residentMiB) {}

    public static void main(String[] arguments) {
        // Connections of ours that nobody uses are not theirs to be counted.
        System.setProperty("jdk.httpclient.keepalive.timeout", "5");
        Program.run("soak", new Soak(), arguments);
    }

    /** 1 when anything is not as it should be; the last lines say what. */
    @Override
    public Integer call() throws Exception {
        check();
        Cable cable = new Cable(vertx);
        StackSettings settings =
                StackSettings.forTests(directory.resolve("stack"))
                        .withInstances(2)
                        .withKafkaProxy(cable.port())
                        .with(
                                Stack.PROFILE + "-2",
                                "KAFKA_BOOTSTRAP_SERVERS",
                                "127.0.0.1:" + cable.port());
        cable.to(settings.kafkaProxied());
        try (Stack stack = new Stack(settings)) {
            onDisk(settings.runDirectory(), "postgresql");
            onDisk(settings.runDirectory(), "mongodb");
            say("starting two of each service");
            stack.start();
            run(stack, cable);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        complaints.forEach(complaint -> say("NOT AS IT SHOULD BE: %s", complaint));
        say(complaints.isEmpty() ? "all is as it should be" : "see above");
        return complaints.isEmpty() ? 0 : 1;
    }

    private void check() throws IOException {
        if (minutes < 25) {
            throw new BenchFailure(
                    "--minutes is at least 25", "some faults last until they are noticed");
        }
        Files.createDirectories(directory);
        if (!Faults.mayBeFilled(disk)) {
            throw new BenchFailure(
                    disk + " lies on a disk of more than 32 GB, which is not filled",
                    "give a --disk that is small: deploy/bench/soak makes one where it may mount");
        }
    }

    /** Not the broker's: a single one that loses its metadata log has lost every topic. */
    private void onDisk(Path run, String part) throws IOException {
        Path data = Files.createDirectories(disk.resolve(part));
        Files.createDirectories(run.resolve("data"));
        Files.createSymbolicLink(run.resolve("data").resolve(part), data.toAbsolutePath());
    }

    private void run(Stack stack, Cable cable) throws Exception {
        StackDescription description = stack.description();
        Api api = new Api(description);
        List<Books> books = new CopyOnWriteArrayList<>(List.of(ledgers));
        Receiver receiver =
                new Receiver(
                        vertx,
                        (mark, id, nanos) -> books.forEach(each -> each.arrived(mark, id, nanos)),
                        0);
        String writeKey = new Registration(api, description).register(receiver.url());
        Events events = new Events(writeKey, Registration.EVENT, Registration.PURPOSE);
        Load load = new Load(vertx, Load.captures(description), events);
        Driver driver = new Driver("soak", load, ledgers, processes(stack), out, people, 0.1);
        driver.check();
        Ledger seeded = driver.seed(rate * 2, MOST_UNDER_WAY);
        windows.add(new Window(seeded, null));
        Leavers leavers = new Leavers(description, api, events, "" + System.nanoTime() % 100_000);
        books.add(leavers);
        Path rules = Checkout.find().root().resolve("deploy/alerts");
        try (Alarms alarms = new Alarms(description, rules, directory.resolve("prometheus"));
                Supervisor supervisor = new Supervisor(stack)) {
            Instant from = Instant.now();
            List<Thread> threads =
                    List.of(
                            thread("load", () -> load(load)),
                            thread("leavers", () -> leave(leavers)),
                            thread("progress", () -> showProgress(leavers, supervisor)));
            Faults.pause(WARM_UP);
            Footprint before = footprint(stack, alarms);
            List<Faults.Fault> faults =
                    new Faults(
                                    stack,
                                    supervisor,
                                    cable,
                                    () -> judgeCutOff(api, description),
                                    disk,
                                    seed)
                            .all();
            happen(faults, from.plus(Duration.ofMinutes(minutes)).minus(AT_REST));
            now = "at rest";
            Faults.pause(AT_REST);
            Footprint after = footprint(stack, alarms);
            over = true;
            leavers.end(DRAIN);
            drain();
            threads.forEach(Thread::interrupt);
            judge(leavers, before, after, alarms.firing(from, Instant.now()), supervisor);
            judgeProfiles(api);
        }
    }

    /** Spread over the time there is. */
    private void happen(List<Faults.Fault> faults, Instant end) throws Exception {
        for (int i = 0; i < faults.size(); i++) {
            Faults.Fault fault = faults.get(i);
            now = fault.what();
            say("%s", now);
            Instant from = Instant.now();
            fault.work().run();
            happened.add(new Happened(fault, from, Instant.now()));
            now = "";
            long left = Duration.between(Instant.now(), end).toMillis();
            Faults.pause(Duration.ofMillis(Math.max(10_000, left / (faults.size() - i))));
        }
    }

    private void load(Load load) {
        for (int i = 0; !over; i++) {
            String run = "soak" + seed + "." + System.currentTimeMillis() % 1_000_000 + "." + i;
            People who = new People(people, 0.1, run);
            int count = (int) (rate * WINDOW.toSeconds() / Load.BATCH * Load.BATCH);
            Ledger ledger = new Ledger(run, count, Load.BATCH, who::isNew);
            ledgers.open(ledger);
            windows.add(new Window(ledger, who));
            load.open(ledger, who::of, rate, count, () -> over);
        }
    }

    private void leave(Leavers leavers) {
        Random random = new Random(seed);
        while (!over) {
            leavers.begin(random.nextLong());
            try {
                Faults.pause(LEAVER_EVERY);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void drain() throws InterruptedException {
        now = "draining";
        long end = System.nanoTime() + DRAIN.toNanos();
        while (windows.stream().anyMatch(window -> !window.ledger().settled())
                && System.nanoTime() < end) {
            Faults.pause(Duration.ofSeconds(1));
        }
    }

    private void showProgress(Leavers leavers, Supervisor supervisor) {
        try {
            while (true) {
                Faults.pause(PROGRESS);
                Leavers.Count count = leavers.count();
                say(
                        "%,5.0f s  taken %,d  refused %,d  arrived %,d  missing %,d; withdrawn %,d,"
                                + " %,d wait; started again %s  %s",
                        (System.nanoTime() - start) / 1e9,
                        ledgers.total(Ledger::sent) - ledgers.total(Ledger::refused),
                        ledgers.total(Ledger::refused),
                        ledgers.total(Ledger::received),
                        ledgers.total(Ledger::lost),
                        count.enforced(),
                        count.waiting(),
                        supervisor.starts(),
                        now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Footprint footprint(Stack stack, Alarms alarms) throws InterruptedException {
        Processes processes = processes(stack);
        processes.collectGarbage(SERVICES);
        TimeUnit.MILLISECONDS.sleep(SCRAPED.toMillis());
        return new Footprint(
                alarms.leastHeapMiB(Instant.now(), SCRAPED),
                processes.sockets(),
                processes.residentMiB());
    }

    private static Processes processes(Stack stack) {
        return new Processes(stack.description().pids());
    }

    private void judge(
            Leavers leavers,
            Footprint before,
            Footprint after,
            List<Alarms.Firing> firing,
            Supervisor supervisor) {
        long lost = ledgers.total(Ledger::lost);
        long doubled = ledgers.total(Ledger::doubled);
        say(
                "events: taken and arrived %,d, lost %,d, doubled %,d, sent again under the same id"
                        + " %,d, refused or unanswered %,d",
                ledgers.total(Ledger::received),
                lost,
                doubled,
                ledgers.total(Ledger::repeated),
                ledgers.total(Ledger::refused));
        require(lost == 0, lost + " events were lost");
        require(doubled == 0, doubled + " events were doubled");
        Leavers.Count count = leavers.count();
        say("withdrawals: %s", count);
        require(count.waiting() == 0, count.waiting() + " withdrawals never became enforced");
        require(
                count.sentAfterwards() == 0,
                count.sentAfterwards() + " messages arrived after enforced was read");
        require(count.writtenTo() > 0, "nobody who withdrew had been written to");
        say("started again: %s", supervisor.starts());
        judgeAlarms(firing);
        compare(
                "heap in use after a collection, MiB",
                before.leastHeapMiB(),
                after.leastHeapMiB(),
                MORE_HEAP_MIB);
        compare("sockets", before.sockets(), after.sockets(), MORE_SOCKETS);
        say("resident MiB: %s → %s", before.residentMiB(), after.residentMiB());
    }

    private void judgeAlarms(List<Alarms.Firing> firing) {
        firing.forEach(
                each ->
                        say(
                                "alarm: %s %s %s to %s",
                                each.alarm(), each.about(), each.from(), each.to()));
        for (Happened each : happened) {
            say("fault: %s, %s to %s", each.fault().what(), each.from(), each.to());
            for (String alarm : each.fault().alarms()) {
                require(
                        firing.stream()
                                .anyMatch(
                                        one ->
                                                one.alarm().equals(alarm)
                                                        && !one.to().isBefore(each.from())
                                                        && one.from()
                                                                .isBefore(
                                                                        each.to()
                                                                                .plus(
                                                                                        ALARM_WITHIN))),
                        alarm + " did not go off after: " + each.fault().what());
            }
        }
        for (String never : List.of("MessagesLost", "EventSetAside", "ProfileFailing")) {
            require(
                    firing.stream().noneMatch(each -> each.alarm().equals(never)),
                    never + " went off, and nothing of the kind had happened");
        }
    }

    private void compare(
            String what, Map<String, Double> before, Map<String, Double> after, double more) {
        say("%s: %s → %s", what, before, after);
        require(!after.isEmpty(), what + ": nothing is known");
        after.forEach(
                (part, figure) ->
                        require(
                                figure <= before.getOrDefault(part, 0.0) + more,
                                what + " of " + part + " grew"));
    }

    /** Each counts what capture took, at the least, and what it may have taken, at the most. */
    private void judgeProfiles(Api api) {
        Map<String, int[]> bounds = new HashMap<>();
        for (int i = 0; i < Math.min(SAMPLE, people); i++) {
            bounds.put(People.ofSeed(i), new int[] {1, 1});
        }
        for (Window window : windows) {
            if (window.who() == null) {
                continue;
            }
            for (int number = 0; number < window.ledger().size(); number++) {
                int[] bound = bounds.get(window.who().of(number));
                if (bound != null && window.ledger().accepted(number)) {
                    bound[0]++;
                    bound[1]++;
                } else if (bound != null && window.ledger().uncertain(number)) {
                    bound[1]++;
                }
            }
        }
        bounds.forEach((person, bound) -> judgeProfile(api, person, bound));
        say("profiles: %d looked up", bounds.size());
    }

    /** It cannot see any more what is permitted. */
    private void judgeCutOff(Api api, StackDescription description) {
        String url = description.services().get(Stack.PROFILE).instances().get(1);
        int status = api.postTo(url, LOOKUP, ofPerson(People.ofSeed(0))).status();
        require(status == 503, "cut off from Kafka, profile-service answered " + status);
    }

    private static Map<String, Object> ofPerson(String person) {
        return Map.of(
                "identifier",
                Map.of("namespace", "user_id", "value", person),
                "purpose",
                Registration.PURPOSE);
    }

    private void judgeProfile(Api api, String person, int[] bound) {
        JsonNode profile = Retry.until(() -> api.post(Stack.PROFILE, LOOKUP, ofPerson(person)));
        int count = profile.path("events").path(Registration.EVENT).path("count").asInt();
        require(
                count >= bound[0] && count <= bound[1],
                "a profile counts " + count + " events, of " + bound[0] + " to " + bound[1]);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            complaints.add(otherwise);
        }
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void say(String format, Object... arguments) {
        out.printf(Locale.ROOT, "soak: " + format + "%n", arguments);
    }
}
