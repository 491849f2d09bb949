package org.purposecdp.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.local.Stack;

/** What activation-service says of the demo's deliveries. */
final class Deliveries {
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Platform platform;
    private final Set<String> profiles;
    private List<JsonNode> listed = List.of();

    /**
     * @param profiles of the demo's people; what others were sent is not counted
     */
    Deliveries(Platform platform, Set<String> profiles) {
        this.platform = platform;
        this.profiles = profiles;
    }

    /** Waits until as many are settled as expected, and none is under way. */
    void settle(Iterable<String> activations, JsonNode expected) {
        int wanted = 0;
        for (JsonNode count : expected) {
            wanted += count.asInt();
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            listed = new ArrayList<>();
            activations.forEach(this::list);
            boolean underWay =
                    counts().keySet().stream()
                            .anyMatch(
                                    state ->
                                            state.startsWith("QUEUED")
                                                    || state.startsWith("CLAIMED"));
            if (!underWay && listed.size() >= wanted) {
                return;
            }
            Platform.pause(LOOK);
        } while (System.nanoTime() < deadline);
    }

    private void list(String activation) {
        String cursor = "";
        do {
            JsonNode page =
                    platform.as(
                                    "marketing",
                                    "GET",
                                    Stack.ACTIVATION,
                                    "/v1/deliveries?limit=1000&activation=" + activation + cursor)
                            .send()
                            .body();
            for (JsonNode delivery : page.path("deliveries")) {
                if (profiles.contains(delivery.path("profileId").asText())) {
                    listed.add(delivery);
                }
            }
            String next = page.path("cursor").asText("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
    }

    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode delivery : listed) {
            String reason = delivery.path("reason").asText("");
            String state = delivery.path("state").asText();
            counts.merge(reason.isEmpty() ? state : state + " " + reason, 1, Integer::sum);
        }
        return counts;
    }

    /** Made at or after that time. */
    long madeSince(Instant start) {
        return listed.stream()
                .filter(delivery -> delivery.path("state").asText().equals("DELIVERED"))
                .map(delivery -> delivery.path("finishedAt").asText(""))
                .filter(finished -> !finished.isEmpty())
                .filter(finished -> !Instant.parse(finished).isBefore(start))
                .count();
    }
}
