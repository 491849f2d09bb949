package org.purposecdp.e2e.brand;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.restassured.path.json.JsonPath;

/** A profile as one purpose may see it. */
public final class Profile {
    private final Map<String, Object> body;

    Profile(JsonPath body) {
        this.body = body.getMap("$");
    }

    public String id() {
        return (String) body.get("profileId");
    }

    public long subjectVersion() {
        return ((Number) body.get("subjectVersion")).longValue();
    }

    /** Trait → value. */
    public Map<String, Object> traits() {
        Map<String, Object> values = new LinkedHashMap<>();
        part("traits").forEach((name, trait) -> values.put(name, map(trait).get("value")));
        return values;
    }

    /** Trait → the source it came from. */
    public Map<String, Object> sources() {
        Map<String, Object> values = new LinkedHashMap<>();
        part("traits").forEach((name, trait) -> values.put(name, map(trait).get("source")));
        return values;
    }

    /** How many events of that name; 0 when none is shown. */
    public long count(String event) {
        return Optional.ofNullable(part("events").get(event))
                .map(sum -> ((Number) map(sum).get("count")).longValue())
                .orElse(0L);
    }

    /** What a property of those events adds up to; 0 when nothing is shown. */
    public BigDecimal sum(String event, String property) {
        return Optional.ofNullable(part("events").get(event))
                .map(sum -> map(map(sum).get("sums")).get(property))
                .map(sum -> new BigDecimal(sum.toString()).stripTrailingZeros())
                .orElse(BigDecimal.ZERO);
    }

    public Map<String, Object> events() {
        return part("events");
    }

    /** All that is shown of the person, without ids and times. */
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("traits", timeless(part("traits")));
        shown.put("events", timeless(part("events")));
        return shown;
    }

    private static Map<String, Object> timeless(Map<String, Object> part) {
        Map<String, Object> timeless = new LinkedHashMap<>();
        part.forEach(
                (name, value) -> {
                    Map<String, Object> copy = new LinkedHashMap<>(map(value));
                    copy.keySet().removeIf(key -> key.equals("at") || key.endsWith("At"));
                    timeless.put(name, copy);
                });
        return timeless;
    }

    private Map<String, Object> part(String name) {
        return map(body.getOrDefault(name, Map.of()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @Override
    public String toString() {
        return body.toString();
    }
}
