package org.purposecdp.local.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.local.StackDescription;

/**
 * Registers, sends, waits and tells, by public APIs only, and compares each figure with the one
 * that the files' generator worked out for itself. On data that was kept it comes to the same.
 */
public final class Demo {
    private static final int AT_ONCE = 16;
    private static final String CART_REMINDER = "cart-reminder";
    private static final String SPRING_LETTER = "spring-letter";

    private final PrintStream out;
    private final Registration registration;
    private final Shipped shipped;
    private final Sending sending;
    private final Outcomes outcomes;
    private final People people;
    private final JsonNode settled = Shipped.json("expected.json").path("settled");

    private Demo(
            Platform platform,
            StackDescription stack,
            Receiver receiver,
            ExecutorService threads,
            PrintStream out) {
        this.out = out;
        this.registration = new Registration(platform);
        this.shipped = new Shipped(registration.shift());
        long from = System.nanoTime();
        registration.policy(shipped);
        StackDescription known = registration.sources(stack, shipped);
        registration.destination(receiver.url(), receiver.secret());
        step("sources, purposes, activities, notices registered", from, true);
        this.sending = new Sending(platform, known, registration.sources(), shipped, threads);
        this.outcomes = new Outcomes(platform, threads, shipped.lines("outcomes.ndjson"));
        this.people = new People(platform, threads);
    }

    /**
     * Runs against a stack that is ready.
     *
     * @return 0 where every figure is the expected one
     */
    public static int run(StackDescription stack, PrintStream out) {
        long from = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        out.println("demo: made-up people from Finland, Germany and Britain, by the public APIs");
        try (Receiver receiver = new Receiver()) {
            Platform platform = new Platform(stack);
            Figures figures = new Figures(out);
            Report report = new Report(platform, receiver, figures);
            Demo demo = new Demo(platform, stack, receiver, threads, out);
            String audience = demo.send();
            report.tell(demo.sending, demo.people, demo.outcomes);
            report.deliveries(demo.people, List.of(CART_REMINDER, SPRING_LETTER));
            report.withdrawal(demo.people, audience, demo.registration.again());
            report.parts(demo.sending, demo.outcomes);
            int status = figures.conclude();
            out.printf(Locale.ROOT, "demo: %.0f s%n", seconds(from));
            return status;
        } catch (DemoFailure failure) {
            out.println("demo: FAILED  " + failure.getMessage());
            return 1;
        } finally {
            threads.shutdownNow();
        }
    }

    /** The audience's id. */
    private String send() {
        decisions(1, "loaded before anybody was seen", false);
        records(2, "from nine sources");
        decisions(3, "given, awaited until enforced", true);
        records(4, "after those decisions");
        decisions(5, "to consent again", true);
        registration.activation(CART_REMINDER);
        records(6, "at last, repeats among them");
        String audience = registration.audience();
        registration.activation(SPRING_LETTER);
        long from = System.nanoTime();
        people.find(shipped.lines("people.ndjson"));
        step(people.identifiers() + " identifiers looked up", from, true);
        return audience;
    }

    private void decisions(int step, String what, boolean awaited) {
        long from = System.nanoTime();
        int many = sending.decisions(step, awaited);
        step(many + " decisions, facts and notices " + what, from, !awaited || settles(step));
    }

    private void records(int step, String what) {
        long from = System.nanoTime();
        int many = sending.records(step);
        String taken = String.format(Locale.ROOT, " (taken in %.1f s)", seconds(from));
        step(many + " records " + what + taken, from, settles(step));
    }

    private boolean settles(int step) {
        return outcomes.settle(sending.messages(), settled.path("" + step));
    }

    private void step(String what, long from, boolean settled) {
        out.printf(
                Locale.ROOT,
                "  %-66s %5.1f s%s%n",
                what,
                seconds(from),
                settled ? "" : "   not settled as expected, going on");
    }

    private static double seconds(long from) {
        return (System.nanoTime() - from) / 1e9;
    }
}
