package org.purposecdp.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/** Drives one pipeline: runs at a rate, watches what is under way, waits until all has arrived. */
final class Driver {
    private static final Duration SAMPLE = Duration.ofMillis(250);
    private static final Duration PROGRESS = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final String name;
    private final Load load;
    private final Ledgers ledgers;
    private final Processes processes;
    private final PrintStream out;
    private final int known;
    private final double newShare;
    private final String prefix = Long.toString(System.currentTimeMillis(), 36);
    private int runs;
    private boolean wasRefused;

    /**
     * @param known people who have been seen before
     * @param newShare share of events that are a person's first
     */
    Driver(
            String name,
            Load load,
            Ledgers ledgers,
            Processes processes,
            PrintStream out,
            int known,
            double newShare) {
        this.name = name;
        this.load = load;
        this.ledgers = ledgers;
        this.processes = processes;
        this.out = out;
        this.known = known;
        this.newShare = newShare;
    }

    /** One event of each known person, as fast as it goes within these bounds. */
    Ledger seed(int rate, int mostUnderWay) {
        return closed("seeding", People::ofSeed, rate, known, mostUnderWay);
    }

    /** One event of a new person. */
    Ledger check() {
        String run = nextRun();
        return closed("checking", number -> "bench-" + run, 50, 1, 1);
    }

    private Ledger closed(
            String what, IntFunction<String> who, int rate, int count, int mostUnderWay) {
        Ledger ledger = new Ledger(nextRun(), count, Load.BATCH, number -> true);
        ledgers.open(ledger);
        Thread sender = sender(() -> load.closed(ledger, who, rate, count, mostUnderWay));
        Progress progress = new Progress(what, ledger);
        Silence silence = new Silence(ledger);
        while (sender.isAlive() || !ledger.settled() && !silence.tooLong()) {
            pause();
            progress.show();
            if (silence.tooLong()) {
                sender.interrupt();
                break;
            }
        }
        progress.end();
        return ledger;
    }

    /** Open loop at that rate, then waits for what is under way. */
    Run run(int rate, Duration duration, String what) {
        if (wasRefused) {
            // Not this run's fault: it starts once capture takes events again.
            check();
        }
        String id = nextRun();
        People people = new People(known, newShare, id);
        int count =
                (int) (rate * duration.toMillis() / 1000 + Load.BATCH - 1)
                        / Load.BATCH
                        * Load.BATCH;
        Ledger ledger = new Ledger(id, count, Load.BATCH, people::isNew);
        ledgers.open(ledger);
        Backlog backlog = new Backlog(rate);
        AtomicBoolean stop = new AtomicBoolean();
        Map<String, Double> before = processes.cpu();
        Machine machineBefore = Machine.now();
        long start = System.nanoTime();
        Thread sender = sender(() -> load.open(ledger, people::of, rate, count, stop::get));
        Progress progress = new Progress(what + " " + rate + "/s", ledger);
        while (sender.isAlive()) {
            pause();
            backlog.add((System.nanoTime() - start) / 1e9, ledger.underWay());
            progress.show();
            if (backlog.hopeless() || ledger.refused() > rate) {
                stop.set(true);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Double> resident = processes.residentMiB();
        drain(ledger, progress);
        Map<String, Double> after = processes.cpu();
        Map<String, Double> shares =
                Machine.shares(machineBefore, Machine.now(), Processes.total(before, after));
        boolean keptUp = !stop.get() && backlog.keptUp() && ledger.refused() == 0;
        wasRefused = ledger.refused() > 0;
        progress.end();
        say(
                "%s %d/s: %s%s; processors %s",
                what,
                rate,
                keptUp ? "keeps up" : "does not keep up",
                ledger.refused() == 0 ? "" : ", refused " + ledger.refusals(),
                shares);
        return new Run(
                rate,
                seconds,
                ledger,
                keptUp,
                backlog.growth(),
                Processes.perEvent(before, after, ledger.received()),
                resident,
                shares);
    }

    private void drain(Ledger ledger, Progress progress) {
        Silence silence = new Silence(ledger);
        while (!ledger.settled() && !silence.tooLong()) {
            pause();
            progress.show();
        }
    }

    private synchronized String nextRun() {
        return prefix + "." + runs++;
    }

    private static Thread sender(Runnable work) {
        Thread sender = new Thread(work, "load");
        sender.setDaemon(true);
        sender.start();
        return sender;
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(SAMPLE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void say(String format, Object... arguments) {
        out.printf(Locale.ROOT, name + ": " + format + "%n", arguments);
    }

    /** Nothing has arrived for so long that nothing more is to be expected. */
    private static final class Silence {
        private final Ledger ledger;
        private long received;
        private long since = System.nanoTime();

        Silence(Ledger ledger) {
            this.ledger = ledger;
        }

        boolean tooLong() {
            if (ledger.received() != received) {
                received = ledger.received();
                since = System.nanoTime();
            }
            return System.nanoTime() - since > SILENCE.toNanos();
        }
    }

    private final class Progress {
        private final String what;
        private final Ledger ledger;
        private final long start = System.nanoTime();
        private long shown = start;
        private long receivedThen;

        Progress(String what, Ledger ledger) {
            this.what = what;
            this.ledger = ledger;
        }

        void show() {
            if (System.nanoTime() - shown >= PROGRESS.toNanos()) {
                line();
            }
        }

        void end() {
            line();
        }

        private void line() {
            long now = System.nanoTime();
            double arriving =
                    (ledger.received() - receivedThen) / Math.max(0.001, (now - shown) / 1e9);
            shown = now;
            receivedThen = ledger.received();
            Latencies.Quantiles took = ledger.toWebhook().quantiles();
            say(
                    "%s  %3.0f s  sent %,d  webhooks %,d (%.0f/s)  under way %,d  refused %,d  p99"
                            + " %s ms",
                    what,
                    (now - start) / 1e9,
                    ledger.sent(),
                    ledger.received(),
                    arriving,
                    ledger.underWay(),
                    ledger.refused(),
                    took == null ? "-" : Double.toString(took.p99()));
        }
    }
}
