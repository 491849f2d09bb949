package org.purposecdp.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.local.Stack;
import org.purposecdp.local.StackDescription;

/**
 * People who consent, let themselves be written to and withdraw, while events of theirs are under
 * way: once they read {@code enforced}, nothing may arrive.
 */
final class Leavers implements Books {
    private static final String PREFIX = "leaver";
    private static final int MOST_AT_ONCE = 60;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How long one looks whether something arrives after all. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final List<URI> captures;
    private final List<String> consents;
    private final Api api;
    private final Events events;
    private final String run;
    private final Map<String, Leaver> leavers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(MOST_AT_ONCE);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger enforced = new AtomicInteger();
    private final AtomicInteger recordedFirst = new AtomicInteger();
    private final AtomicInteger hadArrivals = new AtomicInteger();
    private final AtomicInteger sentAfterwards = new AtomicInteger();
    private volatile boolean over;

    /**
     * @param waiting begun, and not enforced yet
     * @param recordedFirst were told once or more that somebody has not acknowledged yet
     * @param writtenTo to whom something was sent before
     * @param sentAfterwards webhooks that arrived after {@code enforced} was read
     */
    record Count(int begun, int enforced, int recordedFirst, int writtenTo, int sentAfterwards) {
        int waiting() {
            return begun - enforced;
        }
    }

    Leavers(StackDescription stack, Api api, Events events, String run) {
        this.captures = Load.captures(stack);
        this.consents = stack.services().get(Stack.CONSENT).instances();
        this.api = api;
        this.events = events;
        this.run = run;
    }

    /** One more, if not too many are under way. */
    void begin(long seed) {
        if (count().waiting() < MOST_AT_ONCE && !over) {
            Leaver leaver = new Leaver(PREFIX + run + "." + begun.getAndIncrement(), seed);
            leavers.put(leaver.name, leaver);
            threads.execute(leaver::live);
        }
    }

    Count count() {
        return new Count(
                begun.get(),
                enforced.get(),
                recordedFirst.get(),
                hadArrivals.get(),
                sentAfterwards.get());
    }

    /** Waits for those that are under way. */
    void end(Duration patience) {
        threads.shutdown();
        try {
            threads.awaitTermination(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        over = true;
    }

    @Override
    public void arrived(Mark mark, String webhookId, long nanos) {
        Leaver leaver = leavers.get(mark.run());
        if (leaver != null) {
            leaver.arrived(nanos);
        }
    }

    private final class Leaver {
        private final String name;
        private final Random random;
        private int next;
        private boolean writtenTo;
        private Long enforcedAt;

        Leaver(String name, long seed) {
            this.name = name;
            this.random = new Random(seed);
        }

        void live() {
            try {
                sendUntilTaken();
                pause(Duration.ofMillis(500 + random.nextInt(4_000)));
                for (int i = 0; i < 3; i++) {
                    send(events.batch(name, next++, 1, number -> name), random.nextInt());
                    pause(Duration.ofMillis(random.nextInt(300)));
                }
                // Also while nobody takes an event.
                withdrawUntilEnforced();
                sendUntilTaken();
                sendUntilTaken();
                pause(AFTERWARDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized void arrived(long nanos) {
            if (!writtenTo) {
                writtenTo = true;
                hadArrivals.incrementAndGet();
            }
            if (enforcedAt != null && nanos > enforcedAt) {
                sentAfterwards.incrementAndGet();
            }
        }

        private void sendUntilTaken() throws InterruptedException {
            byte[] body = events.batch(name, next++, 1, number -> name);
            int at = random.nextInt(captures.size());
            while (!over && !send(body, at)) {
                at++;
                pause(PAUSE);
            }
        }

        /** Its consent tool repeats its "yes" with each event, which is no act. */
        private boolean send(byte[] body, int at) throws InterruptedException {
            URI capture = captures.get(Math.floorMod(at, captures.size()));
            return status(
                            HttpRequest.newBuilder(capture)
                                    .header("content-type", "application/json")
                                    .POST(BodyPublishers.ofByteArray(body)))
                    == 200;
        }

        private void withdrawUntilEnforced() throws InterruptedException {
            boolean toldRecorded = false;
            while (!over) {
                String state = withdraw();
                if (state.equals("enforced")) {
                    synchronized (this) {
                        enforcedAt = System.nanoTime();
                    }
                    enforced.incrementAndGet();
                    return;
                }
                if (state.equals("recorded") && !toldRecorded) {
                    toldRecorded = true;
                    recordedFirst.incrementAndGet();
                }
                pause(PAUSE);
            }
        }

        /** Under one key: it is recorded once, and a repeat tells how far it has got. */
        private String withdraw() throws InterruptedException {
            String url = consents.get(random.nextInt(consents.size())) + "/v1/consents";
            String body =
                    """
                    {"identifier":{"namespace":"user_id","value":"%s"},"purpose":"%s",\
                    "decision":"WITHDRAW"}"""
                            .formatted(name, Registration.PURPOSE);
            try {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(TIMEOUT)
                                .header("authorization", "Bearer " + api.token())
                                .header("content-type", "application/json")
                                .header("prefer", "enforced, wait=30")
                                .header("idempotency-key", name)
                                .POST(BodyPublishers.ofString(body))
                                .build();
                HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
                JsonNode answer = Api.read(response.body());
                return answer.path("enforcement").path("state").asText();
            } catch (IOException | BenchFailure e) {
                return "";
            }
        }

        private int status(HttpRequest.Builder request) throws InterruptedException {
            try {
                return http.send(request.timeout(TIMEOUT).build(), BodyHandlers.discarding())
                        .statusCode();
            } catch (IOException e) {
                return 0;
            }
        }

        private void pause(Duration duration) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        }
    }
}
