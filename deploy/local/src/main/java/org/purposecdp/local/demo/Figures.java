package org.purposecdp.local.demo;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

/** Prints what came out beside what was expected, and remembers what differs. */
final class Figures {
    private final PrintStream out;
    private final List<String> differences = new ArrayList<>();

    Figures(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println();
        out.println(text);
    }

    void say(String label, String text) {
        out.printf(Locale.ROOT, "  %-42s %s%n", label, text);
    }

    void number(String label, long got, long expected) {
        compare(label, String.format(Locale.ROOT, "%,10d", got), got == expected, "" + expected);
    }

    void word(String label, String got, String expected) {
        compare(label, got, got.equals(expected), expected);
    }

    private void compare(String label, String got, boolean same, String expected) {
        say(label, same ? got : got + "   expected " + expected);
        if (!same) {
            differs(label.strip() + ": " + got.strip() + ", expected " + expected);
        }
    }

    /** A line for every outcome that came or should have come. */
    void counts(Map<String, Integer> got, JsonNode expected) {
        TreeSet<String> all = new TreeSet<>(got.keySet());
        expected.fieldNames().forEachRemaining(all::add);
        for (String outcome : all) {
            number(
                    readable(outcome),
                    got.getOrDefault(outcome, 0),
                    expected.path(outcome).asLong());
        }
    }

    /** REFUSED UNDER_AGE as "refused UNDER_AGE". */
    private static String readable(String outcome) {
        String[] words = outcome.split(" ", 2);
        String reason = words.length > 1 ? words[1] : "";
        return String.format("%-12s%s", words[0].toLowerCase(Locale.ROOT), reason).stripTrailing();
    }

    void differs(String line) {
        differences.add(line);
    }

    /** Numbers are the same when they count the same, however they are written. */
    static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return new BigDecimal(one.asText()).compareTo(new BigDecimal(other.asText())) == 0;
        }
        if (one.isObject() && other.isObject()) {
            return one.size() == other.size()
                    && one.properties().stream()
                            .allMatch(
                                    field ->
                                            other.has(field.getKey())
                                                    && same(
                                                            field.getValue(),
                                                            other.get(field.getKey())));
        }
        return one.equals(other);
    }

    /**
     * @return 0 where nothing differs
     */
    int conclude() {
        out.println();
        if (differences.isEmpty()) {
            out.println("demo: every figure is the expected one");
            return 0;
        }
        differences.forEach(line -> out.println("demo: DIFFERS  " + line));
        return 1;
    }
}
