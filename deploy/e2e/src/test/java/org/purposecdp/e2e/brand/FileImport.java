package org.purposecdp.e2e.brand;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;

import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** An import for a source, by somebody who looks after the data. */
public final class FileImport {
    private static final String KEEPER = "admin";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Platform platform;
    private final String type;
    private final String path;

    private FileImport(Platform platform, String type, String path) {
        this.platform = platform;
        this.type = type;
        this.path = path;
    }

    /** Of a CSV file by the mapping that is guessed for it. */
    public static FileImport guessed(Platform platform, Source source, byte[] beginning) {
        Map<String, String> mapping = guess(platform, "text/csv", beginning).getMap("mapping");
        return make(platform, source, "CSV", mapping);
    }

    public static JsonPath guess(Platform platform, String type, byte[] beginning) {
        HttpRequest request =
                request(platform, type, "/v1/imports/mappings")
                        .POST(BodyPublishers.ofByteArray(beginning))
                        .build();
        HttpResponse<String> answer = answer(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonPath(answer.body());
    }

    public static FileImport make(
            Platform platform, Source source, String format, Map<String, String> mapping) {
        String location =
                platform.as(KEEPER, Stack.IDENTITY)
                        .body(Map.of("source", source.id(), "format", format, "mapping", mapping))
                        .post("/v1/imports")
                        .then()
                        .statusCode(201)
                        .extract()
                        .header("Location");
        String type = format.equals("CSV") ? "text/csv" : "application/x-ndjson";
        return new FileImport(platform, type, URI.create(location).getPath());
    }

    public String path() {
        return path;
    }

    public HttpResponse<String> send(byte[] file) {
        return answer(content().PUT(BodyPublishers.ofByteArray(file)).build());
    }

    public HttpResponse<String> sendPacked(byte[] file) {
        return answer(
                content()
                        .header("Content-Encoding", "gzip")
                        .PUT(BodyPublishers.ofByteArray(file))
                        .build());
    }

    /** As slowly as the test likes. */
    public Sending begin(long length) throws IOException {
        URI content = URI.create(platform.url(Stack.IDENTITY) + path + "/content");
        return Sending.put(content, platform.token(KEEPER, Stack.IDENTITY), type, length);
    }

    public JsonPath progress() {
        return platform.as(KEEPER, Stack.IDENTITY)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public JsonPath awaitProgress(Predicate<JsonPath> asItShouldBe) {
        Awaitility.await("progress of an import")
                .atMost(Platform.PATIENCE)
                .untilAsserted(
                        () -> {
                            JsonPath seen = progress();
                            assertThat(asItShouldBe.test(seen)).as(seen.prettify()).isTrue();
                        });
        return progress();
    }

    public JsonPath errors(String query) {
        return platform.as(KEEPER, Stack.IDENTITY)
                .get(path + "/errors" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Line → code, of all that are listed. */
    public List<String> badRows() {
        List<Map<String, Object>> errors = errors("?limit=1000").getList("errors");
        return errors.stream()
                .map(
                        error ->
                                error.get("line")
                                        + " "
                                        + error.get("code")
                                        + " "
                                        + error.get("column"))
                .toList();
    }

    private HttpRequest.Builder content() {
        return request(platform, type, path + "/content");
    }

    private static HttpRequest.Builder request(Platform platform, String type, String path) {
        return HttpRequest.newBuilder(URI.create(platform.url(Stack.IDENTITY) + path))
                .header("Authorization", "Bearer " + platform.token(KEEPER, Stack.IDENTITY))
                .header("Content-Type", type);
    }

    private static HttpResponse<String> answer(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
