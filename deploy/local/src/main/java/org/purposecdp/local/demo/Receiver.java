package org.purposecdp.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A destination: takes webhooks, believes only what is signed, and counts. */
final class Receiver implements AutoCloseable {
    private final String secret = newSecret();
    private final Webhook webhook = webhook(secret);
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final AtomicInteger badlySigned = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;

    Receiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks";
    }

    String secret() {
        return secret;
    }

    /** By webhook-id: a repeat under the same id is none. */
    int received() {
        return received.size();
    }

    int badlySigned() {
        return badlySigned.get();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = 204;
            try {
                webhook.verify(body, headers(exchange));
                received.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            } catch (WebhookVerificationException e) {
                badlySigned.incrementAndGet();
                status = 401;
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static HttpHeaders headers(HttpExchange exchange) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static Webhook webhook(String secret) {
        return new Webhook(secret);
    }

    private static String newSecret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
