package org.purposecdp.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.purposecdp.local.StackDescription;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The platform's APIs, called with the administrator's token, which is for every service. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    static final String CLIENT = "admin";
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(20);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();
    private final StackDescription stack;
    private String token;
    private Instant tokenSince;

    public record Answer(int status, String etag, JsonNode body) {}

    public Api(StackDescription stack) {
        this.stack = stack;
    }

    /** Which all services take, for calls that are made otherwise; good for half an hour more. */
    public synchronized String token() {
        if (token == null || tokenSince.plus(RENEWED_AFTER).isBefore(Instant.now())) {
            tokenSince = Instant.now();
            token = token(stack);
        }
        return token;
    }

    /** Empty when there is none. */
    Optional<Answer> get(String service, String path) {
        Answer answer = call(service, path, builder -> builder.GET());
        if (answer.status() == 404) {
            return Optional.empty();
        }
        return Optional.of(require(answer, "GET " + path + " of " + service));
    }

    /** Makes it, or changes what is there. */
    JsonNode put(String service, String path, Object body) {
        Optional<Answer> before = get(service, path);
        String json = JSON.valueToTree(body).toString();
        Answer answer =
                call(
                        service,
                        path,
                        builder -> {
                            before.map(Answer::etag)
                                    .ifPresent(etag -> builder.header("If-Match", etag));
                            return builder.header("content-type", "application/json")
                                    .PUT(BodyPublishers.ofString(json));
                        });
        return require(answer, "PUT " + path + " of " + service).body();
    }

    public JsonNode post(String service, String path, Object body) {
        return require(postTo(stack.url(service), path, body), "POST " + path + " of " + service)
                .body();
    }

    /**
     * Of one instance, whatever it answers.
     *
     * @param url the instance's
     */
    Answer postTo(String url, String path, Object body) {
        return send(
                request(url + path)
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.valueToTree(body).toString()))
                        .build(),
                url);
    }

    private interface Method {
        HttpRequest.Builder on(HttpRequest.Builder builder);
    }

    private Answer call(String service, String path, Method method) {
        return send(method.on(request(stack.url(service) + path)).build(), service);
    }

    private HttpRequest.Builder request(String uri) {
        return HttpRequest.newBuilder(URI.create(uri))
                .timeout(TIMEOUT)
                .header("authorization", "Bearer " + token());
    }

    private String token(StackDescription stack) {
        StackDescription.Client client = stack.clients().get(CLIENT);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(stack.oidc().token()))
                        .timeout(TIMEOUT)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(client.tokenForm(client.services())))
                        .build();
        Answer answer = send(request, "keycloak");
        return require(answer, "the token of " + CLIENT).body().path("access_token").asText();
    }

    private Answer send(HttpRequest request, String part) {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("etag").orElse(null),
                    read(response.body()));
        } catch (IOException e) {
            throw new BenchFailure(
                    part + " does not answer at " + request.uri().getAuthority() + ": " + e,
                    "see whether it runs, which deploy/local/up sees to; its log is in " + logs());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.valueToTree(Map.of("text", new String(body, UTF_8)));
        }
    }

    private Answer require(Answer answer, String call) {
        if (answer.status() / 100 != 2) {
            throw new BenchFailure(
                    call + " was answered " + answer.status() + ": " + answer.body(),
                    "see the log of that part, in " + logs());
        }
        return answer;
    }

    private Path logs() {
        return Path.of(stack.file()).resolveSibling("logs");
    }
}
