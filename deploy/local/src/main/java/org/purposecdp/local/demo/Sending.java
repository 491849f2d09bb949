package org.purposecdp.local.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.purposecdp.local.Stack;
import org.purposecdp.local.StackDescription;

/** Sends the files: each source in the order of its file, all sources beside each other. */
final class Sending {
    private static final int BATCH = 100;

    /** Any of them will do; SDKs differ. */
    private static final Map<String, String> PATHS =
            Map.of("web", "/v1/b", "store", "/v1/import/", "device", "/v1/import");

    private final Platform platform;
    private final StackDescription stack;
    private final JsonNode sources;
    private final Shipped shipped;
    private final ExecutorService threads;
    private final Map<String, Set<String>> messages = new LinkedHashMap<>();
    private int sent;

    Sending(
            Platform platform,
            StackDescription stack,
            JsonNode sources,
            Shipped shipped,
            ExecutorService threads) {
        this.platform = platform;
        this.stack = stack;
        this.sources = sources;
        this.shipped = shipped;
        this.threads = threads;
    }

    /** messageIds sent so far, by source. */
    Map<String, Set<String>> messages() {
        return messages;
    }

    int sent() {
        return sent;
    }

    /** How many records the step has. */
    int records(int step) {
        int before = sent;
        Map<String, List<ObjectNode>> lanes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> source : sources.properties()) {
            String id = source.getKey();
            List<ObjectNode> lines = shipped.lines(step + "-records-" + id + ".ndjson");
            if (!lines.isEmpty()) {
                lanes.put(id, lines);
                Set<String> known = messages.computeIfAbsent(id, any -> new LinkedHashSet<>());
                lines.forEach(line -> known.add(line.path("messageId").asText()));
                sent += lines.size();
            }
        }
        inParallel(
                lanes.keySet(),
                id -> {
                    lane(id, lanes.get(id));
                    return null;
                });
        return sent - before;
    }

    private void lane(String source, List<ObjectNode> lines) {
        boolean capture = Registration.byCapture(sources.path(source));
        for (int from = 0; from < lines.size(); from += BATCH) {
            List<ObjectNode> some = lines.subList(from, Math.min(from + BATCH, lines.size()));
            if (capture) {
                capture(source, some);
            } else {
                post(source, some);
            }
        }
    }

    private void capture(String source, List<ObjectNode> events) {
        ObjectNode body = Platform.JSON.createObjectNode();
        body.putArray("batch").addAll(events);
        platform.byWriteKey(
                        stack.sources().get(source).writeKey(),
                        Stack.IDENTITY,
                        PATHS.getOrDefault(source, "/v1/batch"))
                .body(body)
                .send();
    }

    /** As the partner's own client, one record a line. */
    private void post(String source, List<ObjectNode> records) {
        StringBuilder lines = new StringBuilder();
        records.forEach(record -> lines.append(record).append('\n'));
        JsonNode answer =
                platform.as(source, "POST", Stack.IDENTITY, "/v1/records")
                        .header("Content-Type", "application/x-ndjson")
                        .body(lines.toString())
                        .send()
                        .body();
        if (answer.path("accepted").asInt() != records.size()) {
            throw new DemoFailure(source + "'s records were rejected: " + answer);
        }
    }

    /**
     * Decisions, facts and notices given.
     *
     * @param awaited whether each decision is to be enforced before the next step
     * @return how many
     */
    int decisions(int step, boolean awaited) {
        List<ObjectNode> lines = shipped.lines(step + "-decisions.ndjson");
        inParallel(
                lines,
                line -> {
                    String path = line.path("post").asText();
                    Platform.Call call =
                            platform.as("service-desk", "POST", Stack.CONSENT, path)
                                    .header("Idempotency-Key", line.path("key").asText())
                                    .body(line.path("body"));
                    if (awaited && path.equals("/v1/consents")) {
                        call.header("Prefer", "enforced, wait=30");
                    }
                    return call.send();
                });
        return lines.size();
    }

    private <T, R> List<R> inParallel(Iterable<T> items, Function<T, R> work) {
        return inParallel(threads, items, work);
    }

    static <T, R> List<R> inParallel(
            ExecutorService threads, Iterable<T> items, Function<T, R> work) {
        List<CompletableFuture<R>> running = new ArrayList<>();
        for (T item : items) {
            running.add(CompletableFuture.supplyAsync(() -> work.apply(item), threads));
        }
        try {
            return running.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            running.forEach(each -> each.cancel(true));
            throw e.getCause() instanceof DemoFailure failure ? failure : e;
        }
    }
}
