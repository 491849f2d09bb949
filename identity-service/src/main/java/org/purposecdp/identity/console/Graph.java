package org.purposecdp.identity.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.cluster.Step;

/** A cluster drawn: its records on a circle, and what was tried between them. */
public record Graph(int size, List<Dot> dots, List<Line> lines) {
    private static final int RADIUS = 18;
    private static final int LEAST = 260;

    /**
     * @param number of the record in the list below
     */
    public record Dot(String x, String y, int number, String source) {}

    /**
     * @param kind {@code decision}, {@code identifier}, {@code weight} or {@code refused}
     * @param title what a pointer over it tells
     */
    public record Line(String x1, String y1, String x2, String y2, String kind, String title) {}

    static Graph of(List<Node> nodes, List<Step> steps) {
        // As far apart as a dot and a half.
        double circle =
                Math.max(LEAST / 2.0 - 2 * RADIUS, nodes.size() * 3 * RADIUS / (2 * Math.PI));
        int size = (int) Math.ceil(2 * circle) + 4 * RADIUS;
        Map<String, double[]> places = new HashMap<>();
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            double angle = 2 * Math.PI * i / nodes.size() - Math.PI / 2;
            double[] place = {
                size / 2.0 + circle * Math.cos(angle), size / 2.0 + circle * Math.sin(angle)
            };
            places.put(nodes.get(i).nodeId(), place);
            dots.add(new Dot(text(place[0]), text(place[1]), i + 1, nodes.get(i).source()));
        }
        List<Line> lines = new ArrayList<>();
        for (Step step : steps) {
            double[] one = places.get(step.one());
            double[] other = places.get(step.other());
            if (one != null && other != null) {
                lines.add(
                        new Line(
                                text(one[0]),
                                text(one[1]),
                                text(other[0]),
                                text(other[1]),
                                step.taken()
                                        ? step.kind().name().toLowerCase(Locale.ROOT)
                                        : "refused",
                                title(step)));
            }
        }
        return new Graph(size, dots, lines);
    }

    static String title(Step step) {
        String what =
                switch (step.kind()) {
                    case DECISION -> "a steward's decision";
                    case IDENTIFIER -> "the same " + step.by();
                    case WEIGHT -> String.format(Locale.ROOT, "%.1f bits", step.weight() / 1000.0);
                };
        return step.taken()
                ? what
                : what + ", refused: " + step.refusal().name().toLowerCase(Locale.ROOT);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
