package org.purposecdp.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.purposecdp.local.StackDescription;

/** The running platform by its public APIs, as the clients of {@code stack.json}. */
final class Platform {
    static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LONGEST_WAIT = 5;

    private final StackDescription stack;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    Platform(StackDescription stack) {
        this.stack = stack;
    }

    /** What a service answered; no body is an empty object. */
    record Answer(int status, JsonNode body, Optional<String> etag) {
        boolean found() {
            return status != 404;
        }
    }

    /** A call with a client's token. */
    final class Call {
        private final HttpRequest.Builder request;
        private final String what;
        private String body;

        private Call(String client, String method, String service, String path) {
            this(method, service, path);
            request.header("Authorization", "Bearer " + token(client, service));
        }

        private Call(String method, String service, String path) {
            this.what = method + " " + service + path;
            this.request =
                    HttpRequest.newBuilder(URI.create(stack.url(service) + path))
                            .timeout(Duration.ofSeconds(40));
            request.header("Content-Type", "application/json");
            request.method(method, BodyPublishers.noBody());
        }

        Call header(String name, String value) {
            request.setHeader(name, value);
            return this;
        }

        Call body(JsonNode json) {
            return body(json.toString());
        }

        Call body(String text) {
            this.body = text;
            return this;
        }

        /**
         * Sends it, and again while the answer is to come later.
         *
         * @param accepted statuses besides 2xx that are no failure
         */
        Answer send(Integer... accepted) {
            if (body != null) {
                String method = what.substring(0, what.indexOf(' '));
                request.method(method, BodyPublishers.ofString(body));
            }
            return Platform.this.send(request.build(), what, List.of(accepted));
        }
    }

    Call as(String client, String method, String service, String path) {
        return new Call(client, method, service, path);
    }

    /** Capture knows its senders by write key. */
    Call byWriteKey(String writeKey, String service, String path) {
        String basic =
                Base64.getEncoder()
                        .encodeToString((writeKey + ":").getBytes(StandardCharsets.UTF_8));
        return new Call("POST", service, path).header("Authorization", "Basic " + basic);
    }

    private Answer send(HttpRequest request, String what, List<Integer> accepted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String trouble;
            int wait = 1;
            try {
                HttpResponse<String> response =
                        http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
                int status = response.statusCode();
                if (status / 100 == 2 || accepted.contains(status)) {
                    return answer(response);
                }
                trouble = what + " answered " + status + " " + response.body();
                if (status != 429 && status != 503) {
                    throw new DemoFailure(trouble);
                }
                wait = retryAfter(response);
            } catch (IOException e) {
                trouble = what + " got no answer: " + e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DemoFailure(what + " was interrupted");
            }
            if (System.nanoTime() > deadline) {
                throw new DemoFailure(trouble);
            }
            pause(Duration.ofSeconds(wait));
        }
    }

    private static Answer answer(HttpResponse<String> response) throws IOException {
        String text = response.body();
        JsonNode body = text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
        return new Answer(response.statusCode(), body, response.headers().firstValue("ETag"));
    }

    private static int retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(Integer::valueOf)
                .map(seconds -> Math.min(seconds, LONGEST_WAIT))
                .orElse(1);
    }

    private String token(String client, String service) {
        return tokens.computeIfAbsent(
                client + " for " + service, key -> fetchToken(client, service));
    }

    private String fetchToken(String client, String service) {
        StackDescription.Client known = stack.clients().get(client);
        if (known == null) {
            throw new DemoFailure("stack.json has no client " + client);
        }
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(stack.oidc().token()))
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(known.tokenForm(List.of(service))))
                        .build();
        return send(request, "POST token of " + client + " for " + service, List.of())
                .body()
                .path("access_token")
                .asText();
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        }
    }
}
