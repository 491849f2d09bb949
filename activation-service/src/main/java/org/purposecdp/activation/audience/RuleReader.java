package org.purposecdp.activation.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.json.Json;

/** Reads the JSON form of a rule, and says where it cannot. */
final class RuleReader {
    private static final int DEEPEST = 20;
    private static final String ACCEPTED =
            "{\"all\":[…]}, {\"any\":[…]}, {\"not\":…}, {\"trait\",\"op\",\"value\"} or"
                    + " {\"event\",\"count\":{\"op\",\"value\"}}";

    private RuleReader() {}

    /**
     * @throws IllegalArgumentException naming the place and what is accepted there
     */
    static Rule read(JsonNode json) {
        return read(json, "rule", 0);
    }

    private static Rule read(JsonNode json, String at, int depth) {
        if (json == null || !json.isObject() || depth > DEEPEST) {
            throw refused(at, ACCEPTED + ", at most " + DEEPEST + " deep");
        }
        Set<String> fields = new TreeSet<>();
        json.fieldNames().forEachRemaining(fields::add);
        if (fields.equals(Set.of("all"))) {
            return new Rule.All(list(json.get("all"), at + ".all", depth));
        }
        if (fields.equals(Set.of("any"))) {
            return new Rule.Any(list(json.get("any"), at + ".any", depth));
        }
        if (fields.equals(Set.of("not"))) {
            return new Rule.Not(read(json.get("not"), at + ".not", depth + 1));
        }
        if (fields.contains("trait") && Set.of("trait", "op", "value").containsAll(fields)) {
            Comparison comparison = comparison(json, at);
            return new Rule.TraitIs(
                    name(json, "trait", at), comparison, value(json, comparison, at));
        }
        if (fields.equals(Set.of("event", "count"))) {
            return count(json, at);
        }
        throw refused(at, ACCEPTED);
    }

    private static Rule count(JsonNode json, String at) {
        JsonNode count = json.get("count");
        Comparison comparison = comparison(count, at + ".count");
        Object value = value(count, comparison, at + ".count");
        if (!(value instanceof Number)) {
            throw refused(at + ".count.value", "a number");
        }
        return new Rule.EventCount(name(json, "event", at), comparison, value);
    }

    private static List<Rule> list(JsonNode json, String at, int depth) {
        if (!json.isArray() || json.isEmpty()) {
            throw refused(at, "a list of at least one rule");
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            rules.add(read(json.get(i), at + "[" + i + "]", depth + 1));
        }
        return List.copyOf(rules);
    }

    private static String name(JsonNode json, String field, String at) {
        String name = json.path(field).asText("");
        if (name.isBlank()) {
            throw refused(at + "." + field, "a name from the catalogue");
        }
        return name;
    }

    private static Comparison comparison(JsonNode json, String at) {
        return Comparison.of(json.path("op").asText(""))
                .orElseThrow(() -> refused(at + ".op", ops()));
    }

    private static String ops() {
        List<String> words = new ArrayList<>();
        for (Comparison comparison : Comparison.values()) {
            words.add(comparison.word());
        }
        return String.join(", ", words);
    }

    private static Object value(JsonNode json, Comparison comparison, String at) {
        JsonNode value = json.path("value");
        if (comparison == Comparison.EXISTS) {
            return null;
        }
        if (comparison == Comparison.IN
                ? !value.isArray()
                : !value.isValueNode() || value.isNull()) {
            throw refused(at + ".value", comparison == Comparison.IN ? "a list" : "a single value");
        }
        if (comparison.ordered() && value.isBoolean()) {
            throw refused(at + ".value", "a number or a text");
        }
        return Json.MAPPER.convertValue(value, Object.class);
    }

    private static IllegalArgumentException refused(String at, String accepted) {
        return new IllegalArgumentException("'" + at + "' is not accepted; write " + accepted);
    }
}
