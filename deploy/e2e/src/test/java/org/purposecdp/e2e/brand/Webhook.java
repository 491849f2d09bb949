package org.purposecdp.e2e.brand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A receiver of deliveries that can be made to fail and to be slow. */
public final class Webhook implements AutoCloseable {
    /** Of one attempt: the fence waits for what is under way, so it is short. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Time enough for what is to happen while a send is queued. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(12);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final List<String> forged = new CopyOnWriteArrayList<>();
    private volatile com.standardwebhooks.Webhook verifier;
    private volatile int status = 200;
    private volatile Duration slowness = Duration.ZERO;

    private Webhook(HttpServer server) {
        this.server = server;
    }

    /**
     * One attempt.
     *
     * @param id the same over retries
     * @param status what it was answered
     */
    public record Arrival(String id, String body, Instant from, Instant to, int status) {
        public String recordId() {
            return JsonPath.from(body).getString("data.recordId");
        }

        public Map<String, Object> traits() {
            return JsonPath.from(body).getMap("data.traits");
        }

        public boolean accepted() {
            return status < 300;
        }
    }

    static Webhook open() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Webhook webhook = new Webhook(server);
            server.createContext("/", webhook::take);
            server.setExecutor(webhook.threads);
            server.start();
            return webhook;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void verifyWith(String secret) {
        verifier = new com.standardwebhooks.Webhook(secret);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** From now on every attempt fails, and is to be made again after {@link #RETRY_AFTER}. */
    public void fails() {
        status = 503;
    }

    /** From now on every attempt takes so long. */
    public void takes(Duration time) {
        slowness = time;
    }

    public void recovers() {
        slowness = Duration.ZERO;
        status = 200;
    }

    /** All attempts, failed ones too. */
    public List<Arrival> attempts() {
        return List.copyOf(arrivals);
    }

    public List<Arrival> accepted() {
        return arrivals.stream().filter(Arrival::accepted).toList();
    }

    /** Ids of attempts whose signature does not hold. */
    public List<String> forged() {
        return List.copyOf(forged);
    }

    private void take(HttpExchange exchange) throws IOException {
        Instant from = Instant.now();
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            verify(id, body, exchange);
            int answer = status;
            Thread.sleep(slowness.toMillis());
            arrivals.add(new Arrival(id, body, from, Instant.now(), answer));
            if (answer >= 300) {
                exchange.getResponseHeaders().add("Retry-After", "" + RETRY_AFTER.toSeconds());
            }
            exchange.sendResponseHeaders(answer, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void verify(String id, String body, HttpExchange exchange) {
        try {
            verifier.verify(
                    body, HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true));
        } catch (WebhookVerificationException e) {
            forged.add(id);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
