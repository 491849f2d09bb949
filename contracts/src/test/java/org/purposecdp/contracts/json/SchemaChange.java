package org.purposecdp.contracts.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a change of a schema would break: a reader of the older one that gets what is written under
 * the newer, or a writer of the older one that is read under the newer. A field may be added if
 * nobody must write it; anything else that constrains a value stays as it was.
 */
final class SchemaChange {
    private static final Set<String> WORDS_ABOUT =
            Set.of("$id", "title", "description", "examples");

    private final List<String> breaks = new ArrayList<>();

    private SchemaChange() {}

    static List<String> breaks(JsonNode older, JsonNode newer) {
        SchemaChange change = new SchemaChange();
        change.compare("", older, newer);
        return change.breaks;
    }

    private void compare(String path, JsonNode older, JsonNode newer) {
        Set<String> keywords = new HashSet<>();
        older.fieldNames().forEachRemaining(keywords::add);
        newer.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(WORDS_ABOUT);
        keywords.stream().sorted().forEach(keyword -> compare(path, keyword, older, newer));
    }

    private void compare(String path, String keyword, JsonNode older, JsonNode newer) {
        JsonNode was = older.path(keyword);
        JsonNode is = newer.path(keyword);
        String at = path + "/" + keyword;
        switch (keyword) {
            case "properties", "$defs" ->
                    was.fieldNames()
                            .forEachRemaining(
                                    name -> {
                                        if (is.has(name)) {
                                            compare(at + "/" + name, was.get(name), is.get(name));
                                        } else {
                                            breaks.add(at + "/" + name + " is gone");
                                        }
                                    });
            case "items", "additionalProperties" -> {
                if (was.isObject() && is.isObject()) {
                    compare(at, was, is);
                } else if (!was.equals(is)) {
                    changed(at, was, is);
                }
            }
            case "required", "enum" -> {
                if (!words(was).equals(words(is))) {
                    changed(at, was, is);
                }
            }
            default -> {
                if (!was.equals(is)) {
                    changed(at, was, is);
                }
            }
        }
    }

    private void changed(String at, JsonNode was, JsonNode is) {
        breaks.add(at + " was " + was + ", is " + is);
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new HashSet<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }
}
