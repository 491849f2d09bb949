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
    private static final String CLIENT = "admin";

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();
    private final StackDescription stack;
    private final String token;

    public record Answer(int status, String etag, JsonNode body) {}

    public Api(StackDescription stack) {
        this.stack = stack;
        this.token = token(stack);
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
        String json = JSON.valueToTree(body).toString();
        Answer answer =
                call(
                        service,
                        path,
                        builder ->
                                builder.header("content-type", "application/json")
                                        .POST(BodyPublishers.ofString(json)));
        return require(answer, "POST " + path + " of " + service).body();
    }

    /** For calls that are made otherwise. */
    public String token() {
        return token;
    }

    private interface Method {
        HttpRequest.Builder on(HttpRequest.Builder builder);
    }

    private Answer call(String service, String path, Method method) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(stack.url(service) + path))
                        .timeout(TIMEOUT)
                        .header("authorization", "Bearer " + token);
        return send(method.on(builder).build(), service);
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

    private static JsonNode read(byte[] body) {
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
