package org.purposecdp.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.purposecdp.local.Stack;

/** What became of each record, by profile-service's word, beside what was expected. */
final class Outcomes {
    private static final int AT_ONCE = 500;
    private static final Duration LOOK = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STUCK = Duration.ofSeconds(10);
    private static final int SHOWN = 5;

    private final Platform platform;
    private final ExecutorService threads;
    private final Map<String, Map<String, String>> expected = new LinkedHashMap<>();
    private Map<String, Map<String, String>> seen = Map.of();

    Outcomes(Platform platform, ExecutorService threads, List<ObjectNode> expected) {
        this.platform = platform;
        this.threads = threads;
        for (ObjectNode line : expected) {
            Map<String, String> parts = new TreeMap<>();
            line.properties().forEach(part -> parts.put(part.getKey(), part.getValue().asText()));
            this.expected.put(parts.remove("messageId"), parts);
        }
    }

    private record Page(String source, List<String> messageIds) {}

    /**
     * Waits until all is as this step leaves it or, on data that was kept, as it ends; else until
     * nothing moves any more.
     *
     * @return whether it came out as expected
     */
    boolean settle(Map<String, Set<String>> messages, JsonNode counts) {
        Map<String, Integer> wanted = new TreeMap<>();
        counts.properties().forEach(count -> wanted.put(count.getKey(), count.getValue().asInt()));
        Map<String, Integer> inTheEnd = counts(endOf(messages));
        long from = System.nanoTime();
        long moved = from;
        Map<String, Integer> last = Map.of();
        while (true) {
            seen = look(messages);
            Map<String, Integer> now = counts(seen);
            if (now.equals(wanted) || now.equals(inTheEnd)) {
                return true;
            }
            long at = System.nanoTime();
            moved = now.equals(last) ? moved : at;
            if (at - moved > STUCK.toNanos() || at - from > PATIENCE.toNanos()) {
                return false;
            }
            last = now;
            Platform.pause(LOOK);
        }
    }

    /** By outcome and reason, as last seen. */
    Map<String, Integer> counts() {
        return counts(seen);
    }

    /** Some of the records that did not fare as expected. */
    List<String> differences() {
        List<String> lines = new ArrayList<>();
        expected.forEach(
                (messageId, parts) -> {
                    Map<String, String> got = seen.getOrDefault(messageId, Map.of());
                    if (!got.equals(parts)) {
                        lines.add(messageId + ": " + got + ", expected " + parts);
                    }
                });
        int more = lines.size() - SHOWN;
        List<String> shown = new ArrayList<>(lines.subList(0, Math.min(SHOWN, lines.size())));
        if (more > 0) {
            shown.add("and " + more + " more");
        }
        return shown;
    }

    /** How many of these records have nothing merged. */
    long closed(JsonNode messageIds) {
        long closed = 0;
        for (JsonNode messageId : messageIds) {
            Map<String, String> parts = seen.getOrDefault(messageId.asText(), Map.of());
            boolean kept = parts.getOrDefault("behavioural", "").startsWith("MERGED");
            closed += !parts.isEmpty() && !kept ? 1 : 0;
        }
        return closed;
    }

    private Map<String, Map<String, String>> endOf(Map<String, Set<String>> messages) {
        Map<String, Map<String, String>> end = new LinkedHashMap<>();
        messages.values().stream()
                .flatMap(Set::stream)
                .filter(expected::containsKey)
                .forEach(messageId -> end.put(messageId, expected.get(messageId)));
        return end;
    }

    private static Map<String, Integer> counts(Map<String, Map<String, String>> outcomes) {
        Map<String, Integer> counts = new TreeMap<>();
        outcomes.values()
                .forEach(
                        parts ->
                                parts.values()
                                        .forEach(part -> counts.merge(part, 1, Integer::sum)));
        return counts;
    }

    private Map<String, Map<String, String>> look(Map<String, Set<String>> messages) {
        List<Page> pages = new ArrayList<>();
        messages.forEach(
                (source, ids) -> {
                    List<String> all = List.copyOf(ids);
                    for (int from = 0; from < all.size(); from += AT_ONCE) {
                        int to = Math.min(from + AT_ONCE, all.size());
                        pages.add(new Page(source, all.subList(from, to)));
                    }
                });
        Map<String, Map<String, String>> outcomes = new LinkedHashMap<>();
        Sending.inParallel(threads, pages, this::lookUp).forEach(outcomes::putAll);
        // Of some nothing is expected.
        outcomes.keySet().retainAll(expected.keySet());
        return outcomes;
    }

    private Map<String, Map<String, String>> lookUp(Page page) {
        ObjectNode body = Platform.JSON.createObjectNode();
        body.put("source", page.source());
        ArrayNode ids = body.putArray("messageIds");
        page.messageIds().forEach(ids::add);
        JsonNode answer =
                platform.as("privacy-officer", "POST", Stack.PROFILE, "/v1/outcomes/lookup")
                        .body(body)
                        .send()
                        .body();
        Map<String, Map<String, String>> outcomes = new LinkedHashMap<>();
        for (JsonNode outcome : answer.path("outcomes")) {
            Map<String, String> parts = new TreeMap<>();
            outcome.path("categories")
                    .forEach(part -> parts.put(part.path("category").asText(), word(part)));
            outcomes.put(outcome.path("messageId").asText(), parts);
        }
        return outcomes;
    }

    /** What is merged and has a reason is out of sight until it comes back or is erased. */
    private static String word(JsonNode part) {
        String outcome = part.path("outcome").asText();
        String reason = part.path("reason").asText("");
        boolean hidden = outcome.equals("MERGED") && !reason.isEmpty();
        return (hidden ? "HIDDEN" : outcome) + (reason.isEmpty() ? "" : " " + reason);
    }

    /** What identity-service left out of its batch, by messageId. */
    static Map<String, String> unreadable(Platform platform, JsonNode expected) {
        Map<String, String> reasons = new TreeMap<>();
        expected.fieldNames()
                .forEachRemaining(
                        messageId -> {
                            JsonNode answer =
                                    platform.as(
                                                    "privacy-officer",
                                                    "GET",
                                                    Stack.IDENTITY,
                                                    "/v1/outcomes/" + messageId + "?source=web")
                                            .send(404)
                                            .body();
                            reasons.put(messageId, answer.path("reason").asText("none"));
                        });
        return reasons;
    }
}
