package org.purposecdp.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.local.StackDescription;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A Prometheus of its own with the rules of {@code deploy/alerts}. */
final class Alarms implements AutoCloseable {
    private static final String CLIENT = "admin";
    private static final int STEP_SECONDS = 5;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Process process;

    /**
     * @param about the instance and topic it is of, as far as it says
     */
    record Firing(String alarm, String about, Instant from, Instant to) {}

    /**
     * @param rules the folder of the rules
     * @param directory where configuration, data and log go
     */
    Alarms(StackDescription stack, Path rules, Path directory) {
        int port = freePort();
        this.url = "http://127.0.0.1:" + port;
        try {
            Files.createDirectories(directory);
            Path configuration = directory.resolve("prometheus.yml");
            Files.writeString(configuration, configuration(stack, rules));
            this.process =
                    new ProcessBuilder(
                                    "prometheus",
                                    "--config.file=" + configuration,
                                    "--storage.tsdb.path=" + directory.resolve("data"),
                                    "--web.listen-address=127.0.0.1:" + port)
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("prometheus.log").toFile())
                            .start();
        } catch (IOException e) {
            throw new BenchFailure(
                    "Prometheus cannot be run: " + e.getMessage(),
                    "install it (Debian: apt-get install prometheus); it judges the alarms");
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(StackDescription stack, Path rules) {
        StackDescription.Client client = stack.clients().get(CLIENT);
        String targets =
                stack.services().values().stream()
                        .flatMap(service -> service.instances().stream())
                        .map(instance -> "'" + URI.create(instance).getAuthority() + "'")
                        .collect(Collectors.joining(", "));
        return """
        global: {scrape_interval: 5s, evaluation_interval: 5s}
        rule_files: ['%s/*.yaml']
        scrape_configs:
          - job_name: purpose-cdp
            metrics_path: /q/metrics
            oauth2:
              client_id: '%s'
              client_secret: '%s'
              token_url: '%s'
              scopes: [%s]
            static_configs: [{targets: [%s]}]
        """
                .formatted(
                        rules.toAbsolutePath(),
                        client.id(),
                        client.secret(),
                        stack.oidc().token(),
                        String.join(", ", client.services()),
                        targets);
    }

    /** Those that went off between the two. */
    List<Firing> firing(Instant from, Instant to) {
        List<Firing> all = new ArrayList<>();
        for (JsonNode series :
                query(
                        "query_range?query="
                                + encoded("ALERTS{alertstate=\"firing\"}")
                                + "&start="
                                + from.getEpochSecond()
                                + "&end="
                                + to.getEpochSecond()
                                + "&step="
                                + STEP_SECONDS)) {
            JsonNode labels = series.path("metric");
            JsonNode values = series.path("values");
            all.add(
                    new Firing(
                            labels.path("alertname").asText(),
                            Stream.of("instance", "topic", "source")
                                    .map(name -> labels.path(name).asText())
                                    .filter(value -> !value.isEmpty())
                                    .collect(Collectors.joining(" ")),
                            at(values.get(0)),
                            at(values.get(values.size() - 1))));
        }
        return all;
    }

    /** The least heap in use of each instance within the minutes before, MiB: what it keeps. */
    Map<String, Double> leastHeapMiB(Instant at, Duration within) {
        Map<String, Double> byInstance = new TreeMap<>();
        String inUse =
                "min_over_time((sum by (instance) (jvm_memory_used_bytes{area=\"heap\"}))["
                        + within.toSeconds()
                        + "s:5s])/1048576";
        for (JsonNode series :
                query("query?query=" + encoded(inUse) + "&time=" + at.getEpochSecond())) {
            byInstance.put(
                    series.path("metric").path("instance").asText(),
                    Math.round(series.path("value").get(1).asDouble() * 10) / 10.0);
        }
        return byInstance;
    }

    private JsonNode query(String query) {
        try {
            byte[] body =
                    http.send(
                                    HttpRequest.newBuilder(URI.create(url + "/api/v1/" + query))
                                            .build(),
                                    BodyHandlers.ofByteArray())
                            .body();
            JsonNode answer = Api.read(body);
            if (!answer.path("status").asText().equals("success")) {
                throw new BenchFailure("Prometheus says " + answer, "see its log");
            }
            return answer.path("data").path("result");
        } catch (IOException e) {
            throw new BenchFailure("Prometheus does not answer: " + e, "see its log");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Instant at(JsonNode value) {
        return Instant.ofEpochSecond(value.get(0).asLong());
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
