package org.purposecdp.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.purposecdp.local.Stack;
import org.purposecdp.local.StackDescription;

/**
 * Registers, sends, waits and tells, by public APIs only, and compares each figure with the one
 * that the files' generator worked out for itself.
 */
public final class Demo {
    private static final int AT_ONCE = 16;
    private static final String CART_REMINDER = "cart-reminder";
    private static final String SPRING_LETTER = "spring-letter";

    private final Platform platform;
    private final PrintStream out;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final Instant start = Instant.now();
    private final Figures figures;
    private final JsonNode expected = Shipped.json("expected.json");
    private final Registration registration;
    private final Shipped shipped;
    private final People people;
    private final Outcomes outcomes;
    private Sending sending;
    private String audience;

    private Demo(StackDescription stack, PrintStream out) {
        this.platform = new Platform(stack);
        this.out = out;
        this.figures = new Figures(out);
        this.registration = new Registration(platform);
        this.shipped = new Shipped(registration.shift());
        this.people = new People(platform, threads);
        this.outcomes = new Outcomes(platform, threads, shipped.lines("outcomes.ndjson"));
    }

    /**
     * Runs against a stack that is ready.
     *
     * @return 0 where every figure is the expected one
     */
    public static int run(StackDescription stack, PrintStream out) {
        long from = System.nanoTime();
        try (Receiver receiver = new Receiver()) {
            Demo demo = new Demo(stack, out);
            try {
                demo.send(stack, receiver);
                demo.tell(receiver);
                int status = demo.figures.conclude();
                out.printf(Locale.ROOT, "demo: %.0f s%n", seconds(from));
                return status;
            } finally {
                demo.threads.shutdownNow();
            }
        } catch (DemoFailure failure) {
            out.println("demo: FAILED  " + failure.getMessage());
            return 1;
        }
    }

    private void send(StackDescription stack, Receiver receiver) {
        out.println(
                "demo: made-up people from Finland, Germany and Britain, through the public APIs");
        long from = System.nanoTime();
        registration.policy(shipped);
        StackDescription known = registration.sources(stack);
        registration.destination(receiver.url(), receiver.secret());
        said("sources, purposes, activities, notices registered", from, true);
        sending = new Sending(platform, known, registration.sources(), shipped, threads);
        decisions(1, "loaded before anybody was seen", false);
        records(2, "from nine sources");
        decisions(3, "given, each awaited until enforced", true);
        settle(3);
        records(4, "after those decisions");
        decisions(5, "to consent again", true);
        settle(5);
        registration.activation(CART_REMINDER);
        records(6, "at last, repeats among them");
        audience = registration.audience();
        registration.activation(SPRING_LETTER);
        from = System.nanoTime();
        people.find(shipped.lines("people.ndjson"));
        said(
                String.format(Locale.ROOT, "%,d identifiers looked up", people.identifiers()),
                from,
                true);
        JsonNode records = expected.path("records");
        figures.title("records");
        figures.number("sent", sending.sent(), records.path("sent").asLong());
        long distinct = sending.messages().values().stream().mapToLong(java.util.Set::size).sum();
        JsonNode bad = expected.path("unreadable");
        figures.number(
                "of them distinct", distinct - bad.size(), records.path("distinct").asLong());
    }

    private void decisions(int step, String what, boolean awaited) {
        long from = System.nanoTime();
        int many = sending.decisions(step, awaited);
        said(
                String.format(Locale.ROOT, "%,d decisions, facts and notices %s", many, what),
                from,
                true);
    }

    private void records(int step, String what) {
        long from = System.nanoTime();
        int many = sending.records(step);
        double taken = seconds(from);
        boolean settled =
                outcomes.settle(sending.messages(), expected.path("settled").path("" + step));
        said(
                String.format(Locale.ROOT, "%,d records %s (taken in %.1f s)", many, what, taken),
                from,
                settled);
    }

    private void settle(int step) {
        long from = System.nanoTime();
        boolean settled =
                outcomes.settle(sending.messages(), expected.path("settled").path("" + step));
        if (!settled) {
            said("they have not taken effect as expected", from, false);
        }
    }

    private void said(String what, long from, boolean settled) {
        out.printf(
                Locale.ROOT,
                "  %-66s %5.1f s%s%n",
                what,
                seconds(from),
                settled ? "" : "   not settled as expected, going on");
    }

    private void tell(Receiver receiver) {
        Map<String, String> unreadable = Outcomes.unreadable(platform, expected.path("unreadable"));
        long left =
                unreadable.entrySet().stream()
                        .filter(
                                one ->
                                        expected.path("unreadable")
                                                .path(one.getKey())
                                                .asText()
                                                .equals(one.getValue()))
                        .count();
        figures.number("unreadable, left out of their batch", left, unreadable.size());
        JsonNode found = expected.path("people");
        figures.title("people");
        figures.number(
                "identifiers looked up", people.identifiers(), found.path("identifiers").asLong());
        figures.number(
                "people found, each whole and apart", people.found(), found.path("found").asLong());
        people.differences().forEach(figures::differs);
        new SideBySide(people, figures).show(expected.path("seen"));
        campaign(receiver);
        withdrawal();
        records();
    }

    private void campaign(Receiver receiver) {
        Deliveries deliveries = new Deliveries(platform, people.profiles());
        JsonNode wanted = expected.path("deliveries");
        deliveries.settle(List.of(CART_REMINDER, SPRING_LETTER), wanted);
        figures.title("deliveries by webhook, to an audience and for carts left behind");
        figures.counts(deliveries.counts(), wanted);
        figures.number(
                "received in this run, signatures verified",
                receiver.received(),
                deliveries.madeSince(start));
        figures.number("received with a bad signature", receiver.badlySigned(), 0);
    }

    private void withdrawal() {
        JsonNode who = expected.path("withdrawal");
        ObjectNode body = Platform.JSON.createObjectNode();
        body.set("identifier", who.path("identifier"));
        body.set("purpose", who.path("purpose"));
        body.put("decision", "WITHDRAW");
        long from = System.nanoTime();
        JsonNode answer =
                platform.as("service-desk", "POST", Stack.CONSENT, "/v1/consents")
                        .header("Idempotency-Key", "demo-withdrawal")
                        .header("Prefer", "enforced, wait=30")
                        .body(body)
                        .send()
                        .body();
        long millis = Duration.ofNanos(System.nanoTime() - from).toMillis();
        figures.title(who.path("name").asText() + " withdraws consent to marketing");
        figures.word(
                "holds everywhere", answer.path("enforcement").path("state").asText(), "enforced");
        figures.say("answered after", String.format(Locale.ROOT, "%,10d ms", millis));
        JsonNode identifier = who.path("identifier");
        JsonNode view =
                people.view(
                        "marketing",
                        "marketing",
                        identifier.path("namespace").asText(),
                        identifier.path("value").asText());
        figures.number("traits that marketing still sees", view.path("traits").size(), 0);
        figures.number(
                "people in the audience",
                audienceSize(),
                expected.path("audience").path("after").asLong());
    }

    /** Activation follows the views a moment after the withdrawal holds. */
    private long audienceSize() {
        long wanted = expected.path("audience").path("after").asLong();
        long size = -1;
        for (int i = 0; i < 50 && size != wanted; i++) {
            Platform.pause(Duration.ofMillis(i == 0 ? 0 : 200));
            size =
                    platform.as("marketing", "GET", Stack.ACTIVATION, "/v1/audiences/" + audience)
                            .send()
                            .body()
                            .path("size")
                            .asLong(-1);
        }
        return size;
    }

    private void records() {
        outcomes.settle(sending.messages(), expected.path("parts"));
        figures.title(
                "parts of records, by category: merged into profiles, held, refused, and why");
        figures.counts(outcomes.counts(), expected.path("parts"));
        outcomes.differences().forEach(figures::differs);
        JsonNode forged = expected.path("forged").path("closed");
        figures.number(
                "still closed after a stranger's grant", outcomes.closed(forged), forged.size());
    }

    private static double seconds(long from) {
        return (System.nanoTime() - from) / 1e9;
    }
}
