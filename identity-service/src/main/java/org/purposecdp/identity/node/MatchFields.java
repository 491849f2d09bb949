package org.purposecdp.identity.node;

import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.text.Marks;
import org.purposecdp.identity.matching.Cleaner;
import org.purposecdp.identity.matching.Field;
import org.purposecdp.identity.matching.Part;
import org.purposecdp.identity.matching.Person;

/** The traits that tell one bearer of an identifier from another. */
public final class MatchFields {
    private static final Map<String, Field> TRAITS =
            Map.ofEntries(
                    Map.entry("firstname", Field.GIVEN_NAME),
                    Map.entry("givenname", Field.GIVEN_NAME),
                    Map.entry("middlename", Field.MIDDLE_NAME),
                    Map.entry("lastname", Field.FAMILY_NAME),
                    Map.entry("familyname", Field.FAMILY_NAME),
                    Map.entry("surname", Field.FAMILY_NAME),
                    Map.entry("namesuffix", Field.SUFFIX),
                    Map.entry("name", Field.FULL_NAME),
                    Map.entry("fullname", Field.FULL_NAME),
                    Map.entry("birthday", Field.BIRTH_DATE),
                    Map.entry("birthdate", Field.BIRTH_DATE),
                    Map.entry("dateofbirth", Field.BIRTH_DATE),
                    Map.entry("gender", Field.SEX),
                    Map.entry("sex", Field.SEX),
                    Map.entry("address", Field.FULL_ADDRESS),
                    Map.entry("email", Field.EMAIL),
                    Map.entry("phone", Field.PHONE),
                    Map.entry("nationalid", Field.NATIONAL_ID),
                    Map.entry("passport", Field.PASSPORT),
                    Map.entry("driverslicence", Field.DRIVERS_LICENCE),
                    Map.entry("driverslicense", Field.DRIVERS_LICENCE));

    private static final Map<String, Field> ADDRESS =
            Map.of(
                    "street", Field.STREET,
                    "line1", Field.STREET,
                    "line2", Field.ADDRESS_LINE_2,
                    "housenumber", Field.HOUSE_NUMBER,
                    "postalcode", Field.POSTCODE,
                    "postcode", Field.POSTCODE,
                    "zip", Field.POSTCODE,
                    "city", Field.CITY);

    private static final String BLANKS = " \t\n\u000B\f\r";

    private MatchFields() {}

    /** Each in a normal form. */
    public static Map<Field, String> of(Map<String, Object> traits) {
        Map<Field, String> fields = new EnumMap<>(Field.class);
        traits.forEach(
                (trait, value) -> {
                    if (key(trait).equals("address") && value instanceof Map<?, ?> parts) {
                        parts.forEach(
                                (part, text) -> put(ADDRESS.get(key("" + part)), text, fields));
                    } else {
                        put(TRAITS.get(key(trait)), value, fields);
                    }
                });
        return fields;
    }

    /** The part of a person that a trait of this name says something of. */
    static Optional<Part> part(String trait) {
        return Optional.ofNullable(TRAITS.get(key(trait))).map(Field::part);
    }

    /** The part of a person that an identifier says something of, besides who it is. */
    static Optional<Part> ofIdentifier(String namespace) {
        return switch (namespace) {
            case "email" -> Optional.of(Part.EMAIL);
            case "phone" -> Optional.of(Part.PHONE);
            default -> Optional.empty();
        };
    }

    /** As they are hashed into the node's id. */
    static Map<String, String> byId(Map<Field, String> fields) {
        Map<String, String> byId = new TreeMap<>();
        fields.forEach((field, value) -> byId.put(field.id(), value));
        return byId;
    }

    /**
     * What they say of the person, addresses and numbers among the identifiers too.
     *
     * @param at for years of two digits
     */
    public static Person person(
            Map<Field, String> fields,
            Collection<Identifier> identifiers,
            String region,
            Instant at) {
        Map<Field, List<String>> all = new EnumMap<>(Field.class);
        fields.forEach((field, value) -> add(field, value, all));
        for (Identifier identifier : identifiers) {
            switch (identifier.namespace()) {
                case "email" -> add(Field.EMAIL, identifier.value(), all);
                case "phone" -> add(Field.PHONE, identifier.value(), all);
                default -> {}
            }
        }
        return new Cleaner(region, at.atOffset(ZoneOffset.UTC).getYear()).read(all);
    }

    private static void add(Field field, String value, Map<Field, List<String>> all) {
        all.computeIfAbsent(field, any -> new ArrayList<>()).add(value);
    }

    /** Of two spellings of one field the least value counts, so that their order does not. */
    private static void put(Field field, Object value, Map<Field, String> fields) {
        if (field != null && (value instanceof String || value instanceof Number)) {
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
        return Marks.piled(value)
                ? ""
                : singleBlanks(
                        Normalizer.normalize(value, Normalizer.Form.NFKC)
                                .toLowerCase(Locale.ROOT)
                                .strip());
    }

    private static String singleBlanks(String text) {
        StringBuilder single = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean next = BLANKS.indexOf(c) >= 0;
            if (!next) {
                single.append(c);
            } else if (!blank) {
                single.append(' ');
            }
            blank = next;
        }
        return single.toString();
    }
}
