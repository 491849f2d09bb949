package org.purposecdp.identity.node;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The traits that tell one bearer of an identifier from another, in a normal form. */
final class MatchFields {
    private static final Map<String, String> FIELDS =
            Map.ofEntries(
                    Map.entry("firstname", "given_name"),
                    Map.entry("givenname", "given_name"),
                    Map.entry("lastname", "family_name"),
                    Map.entry("familyname", "family_name"),
                    Map.entry("surname", "family_name"),
                    Map.entry("name", "name"),
                    Map.entry("birthday", "birthday"),
                    Map.entry("birthdate", "birthday"),
                    Map.entry("dateofbirth", "birthday"),
                    Map.entry("gender", "gender"));

    private MatchFields() {}

    static Map<String, String> of(Map<String, Object> traits) {
        Map<String, String> fields = new TreeMap<>();
        traits.forEach(
                (trait, value) -> {
                    String key = key(trait);
                    if (key.equals("address")) {
                        address(value, fields);
                    } else if (FIELDS.containsKey(key)) {
                        put(FIELDS.get(key), value, fields);
                    }
                });
        return fields;
    }

    private static void address(Object value, Map<String, String> fields) {
        if (value instanceof Map<?, ?> parts) {
            parts.forEach((part, text) -> put("address." + key("" + part), text, fields));
        } else {
            put("address", value, fields);
        }
    }

    /** Of two spellings of one field the least value counts, so that their order does not. */
    private static void put(String field, Object value, Map<String, String> fields) {
        if (value instanceof String || value instanceof Number) {
            String normal = normal(value.toString());
            if (!normal.isEmpty()) {
                fields.merge(field, normal, (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        }
    }

    private static String key(String name) {
        return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static String normal(String value) {
        return Normalizer.normalize(value, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip()
                .replaceAll("\\s+", " ");
    }
}
