package org.purposecdp.identity.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.purposecdp.identity.matching.Waterfall;

/**
 * One step of a waterfall, drawn: where the one before ended it begins. In units of the picture,
 * whose width is {@link #WIDTH} and whose rows are {@link #ROW} high.
 *
 * @param label the step, and the level it reached
 * @param bits what it adds, signed
 * @param kind {@code for}, {@code against} or {@code total}
 */
public record Bar(String label, String bits, String x, String width, String y, String kind) {
    public static final int WIDTH = 400;
    public static final int ROW = 22;

    /** The steps in their order, and the total. */
    static List<Bar> of(Waterfall waterfall) {
        int least = Math.min(0, waterfall.total());
        int most = Math.max(0, waterfall.total());
        int at = 0;
        for (Waterfall.Step step : waterfall.steps()) {
            at += step.weight() + step.frequency();
            least = Math.min(least, at);
            most = Math.max(most, at);
        }
        double unit = (double) WIDTH / Math.max(1, most - least);
        List<Bar> bars = new ArrayList<>();
        at = 0;
        for (Waterfall.Step step : waterfall.steps()) {
            int adds = step.weight() + step.frequency();
            String label =
                    step.level() == null
                            ? words(step.name())
                            : words(step.name()) + ": " + step.level();
            bars.add(
                    bar(
                            label,
                            adds,
                            Math.min(at, at + adds) - least,
                            unit,
                            bars.size(),
                            adds >= 0 ? "for" : "against"));
            at += adds;
        }
        bars.add(bar("total", at, Math.min(0, at) - least, unit, bars.size(), "total"));
        return bars;
    }

    private static Bar bar(String label, int adds, int from, double unit, int row, String kind) {
        return new Bar(
                label,
                number(adds / 1000.0, "%+.1f"),
                number(from * unit, "%.1f"),
                number(Math.max(1, Math.abs(adds) * unit), "%.1f"),
                Integer.toString(row * ROW),
                kind);
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String number(double value, String form) {
        return String.format(Locale.ROOT, form, value);
    }
}
