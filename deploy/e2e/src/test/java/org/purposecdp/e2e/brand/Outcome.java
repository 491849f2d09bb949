package org.purposecdp.e2e.brand;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.restassured.response.Response;
import org.awaitility.Awaitility;

import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;

/**
 * What became of a message, by category.
 *
 * @param byCategory MERGED, HELD, REFUSED
 * @param reasons category → the condition that failed
 */
public record Outcome(Map<String, String> byCategory, Map<String, String> reasons) {

    /** Once it is decided. */
    static Outcome await(Platform platform, Source source, Message message) {
        Response response =
                Awaitility.await("what became of a message")
                        .atMost(Platform.PATIENCE)
                        .pollInterval(Duration.ofMillis(200))
                        .until(
                                () -> ask(platform, source, message),
                                found -> found.statusCode() == 200 && decided(found));
        List<Map<String, Object>> categories = response.jsonPath().getList("categories");
        Map<String, String> outcomes = new TreeMap<>();
        Map<String, String> reasons = new TreeMap<>();
        for (Map<String, Object> category : categories) {
            String name = (String) category.get("category");
            outcomes.put(name, (String) category.get("outcome"));
            if (category.get("reason") != null) {
                reasons.put(name, (String) category.get("reason"));
            }
        }
        return new Outcome(outcomes, reasons);
    }

    /** What no Subject names yet is held for no reason. */
    private static boolean decided(Response found) {
        List<Map<String, Object>> categories = found.jsonPath().getList("categories");
        return categories.stream()
                .noneMatch(
                        category ->
                                category.get("outcome").equals("HELD")
                                        && category.get("reason") == null);
    }

    private static Response ask(Platform platform, Source source, Message message) {
        return platform.as(OFFICER, Stack.PROFILE)
                .queryParam("source", source.id())
                .get("/v1/outcomes/" + message.id());
    }

    public String of(String category) {
        return byCategory.get(category);
    }

    public String reason(String category) {
        return reasons.get(category);
    }
}
