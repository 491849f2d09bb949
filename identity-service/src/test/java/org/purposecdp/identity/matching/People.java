package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up people, and the same ones written down carelessly. */
public final class People {
    private static final Cleaner CLEANER = new Cleaner("FI", 2026);
    private static final List<String> GIVEN =
            List.of(
                    "Aino",
                    "Käthe",
                    "Jürgen",
                    "Elizabeth",
                    "Väinö",
                    "Robert",
                    "Åse",
                    "Minna",
                    "Ina",
                    "Anni");
    private static final List<String> FAMILY =
            List.of(
                    "Mäkinen",
                    "Strauß",
                    "Öhman",
                    "Smith",
                    "von Lindqvist",
                    "Großmann",
                    "Salo",
                    "Kim",
                    "Miki",
                    "Lau",
                    "Ulla");

    private People() {}

    /** Fields as pairs of name and value. */
    public static Person person(String... fields) {
        Map<Field, List<String>> values = new EnumMap<>(Field.class);
        for (int i = 0; i < fields.length; i += 2) {
            values.computeIfAbsent(Field.of(fields[i]).orElseThrow(), any -> new ArrayList<>())
                    .add(fields[i + 1]);
        }
        return CLEANER.read(values);
    }

    public static Person random(Random random) {
        List<String> fields = new ArrayList<>();
        maybe(fields, random, "givenName", GIVEN.get(random.nextInt(GIVEN.size())));
        maybe(fields, random, "familyName", FAMILY.get(random.nextInt(FAMILY.size())));
        maybe(
                fields,
                random,
                "birthDate",
                "19"
                        + (50 + random.nextInt(40))
                        + "-0"
                        + (1 + random.nextInt(9))
                        + "-1"
                        + random.nextInt(10));
        maybe(fields, random, "street", "Koulukatu " + random.nextInt(30));
        maybe(fields, random, "city", random.nextBoolean() ? "Jyväskylä" : "Köln");
        maybe(fields, random, "phone", "040 12345" + random.nextInt(100));
        maybe(fields, random, "email", "a" + random.nextInt(30) + "@example.fi");
        maybe(fields, random, "suffix", random.nextBoolean() ? "Jr" : "Sr");
        return person(fields.toArray(String[]::new));
    }

    private static void maybe(List<String> fields, Random random, String field, String value) {
        if (random.nextInt(5) > 0) {
            String slipped =
                    random.nextInt(6) == 0 && value.length() > 3
                            ? value.substring(0, 2) + value.substring(3)
                            : value;
            fields.addAll(Arrays.asList(field, slipped));
        }
    }
}
