package org.purposecdp.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

import io.vertx.core.Vertx;

import org.purposecdp.local.StackDescription;

/**
 * The way through a running stack, from capture to a webhook's receiver, with all registered that
 * it takes. Its people are known by user_id.
 */
public final class Way {
    public static final String PURPOSE = Registration.PURPOSE;
    public static final String CATEGORY = Registration.ORDER.get(0);
    public static final String DESTINATION = Registration.DESTINATION;

    private static final int MOST_UNDER_WAY = 2_000;

    private final Registration registration;
    private final Events events;
    private final Driver driver;
    private final Path logs;
    private final PrintStream out;

    /**
     * @param receiverPort 0 for any free one
     * @param known people who are made by {@link #seed}
     * @param newShare share of a run's events that are a person's first
     */
    Way(
            Vertx vertx,
            StackDescription stack,
            Ledgers ledgers,
            PrintStream out,
            int receiverPort,
            int known,
            double newShare) {
        Processes processes = new Processes(stack.pids());
        Receiver receiver = new Receiver(vertx, ledgers, receiverPort);
        this.registration = new Registration(new Api(stack), stack);
        this.events =
                new Events(registration.register(receiver.url()), Registration.EVENT, PURPOSE);
        Load load = new Load(vertx, Load.captures(stack), events);
        this.driver = new Driver("platform", load, ledgers, processes, out, known, newShare);
        this.logs = Path.of(stack.file()).resolveSibling("logs");
        this.out = out;
    }

    /** For people who are known, each of whom has granted {@link #PURPOSE}. */
    public static Way ofKnown(Vertx vertx, StackDescription stack, PrintStream out, int known) {
        return new Way(vertx, stack, new Ledgers(), out, 0, known, 0);
    }

    /** The user_id of a known person. */
    public static String person(int number) {
        return People.ofSeed(number);
    }

    /** Body of {@code POST /v1/track}: one more event of that person. */
    public byte[] track(String run, int number, String person) {
        return events.track(new Mark(run, number), person);
    }

    Driver driver() {
        return driver;
    }

    /**
     * @throws BenchFailure when one event does not come through
     */
    public void check() {
        Ledger ledger = driver.check();
        if (ledger.received() == 0) {
            throw new BenchFailure(
                    "one event was sent and no webhook came of it; capture refused "
                            + ledger.refusals()
                            + "; "
                            + registration.outcome(new Mark(ledger.run(), 0)),
                    "see the logs in " + logs + "; a fresh stack may do");
        }
    }

    /**
     * Makes the known people: one event each, with a grant of consent, seen to come through.
     *
     * @param rate at most so many a second
     */
    public void seed(int rate) {
        long from = System.nanoTime();
        Ledger ledger = driver.seed(rate, MOST_UNDER_WAY);
        double took = (System.nanoTime() - from) / 1e9;
        out.printf(
                Locale.ROOT,
                "platform: %,d people made in %.0f s, %.0f/s%n",
                ledger.received(),
                took,
                ledger.received() / took);
        if (!ledger.settled()) {
            throw new BenchFailure(
                    "of the known people's first events " + ledger.lost() + " were lost",
                    "see the logs in " + logs);
        }
    }
}
