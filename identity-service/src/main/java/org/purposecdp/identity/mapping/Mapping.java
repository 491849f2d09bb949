package org.purposecdp.identity.mapping;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.purposecdp.contracts.text.Shape;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/**
 * What a file's columns are; those that it does not name are ignored.
 *
 * @param columns in their order
 */
public record Mapping(Map<String, Target> columns) {
    private static final int MOST_COLUMNS = 500;

    /** Of the name of one that is mapped. */
    public static final int LONGEST_COLUMN = 200;

    /**
     * A file without a header would have somebody's data for names, and those are kept; longer ones
     * are not.
     */
    private static final Shape PERSONAL =
            Shape.of(LONGEST_COLUMN, "\\S+@\\S+\\.\\S+|[+\\d][\\d\\s\\x0B().-]{6,}");

    public Mapping {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /**
     * @param sent column → target
     * @throws ProblemException INVALID_VALUE
     */
    public static Mapping of(Map<String, String> sent) {
        require(sent != null && !sent.isEmpty(), "'mapping' has at least one column");
        require(sent.size() <= MOST_COLUMNS, "'mapping' has at most " + MOST_COLUMNS + " columns");
        Map<String, Target> columns = new LinkedHashMap<>();
        sent.forEach(
                (column, target) -> {
                    require(usable(column), "a column has a name of 1 to 200 characters, no value");
                    columns.put(column.strip(), target(target));
                });
        requireOnce(columns);
        return new Mapping(columns);
    }

    private static Target target(String text) {
        return Target.parse(text)
                .orElseThrow(
                        () -> new ProblemException(CommonProblem.INVALID_VALUE, Target.ACCEPTED));
    }

    private static void requireOnce(Map<String, Target> columns) {
        Set<String> once = new HashSet<>();
        boolean identifies = false;
        for (Target target : columns.values()) {
            if (target.kind() == Target.Kind.IDENTIFIER) {
                identifies = true;
                continue;
            }
            require(once.add(target.text()), "what is no identifier is in one column");
            if (target.kind() == Target.Kind.TRAIT && target.name().contains(".")) {
                String whole = target.name().substring(0, target.name().indexOf('.'));
                once.add("parts of " + whole);
            }
        }
        require(identifies, "at least one column is an identifier");
        require(
                once.stream()
                        .filter(name -> name.startsWith("trait:"))
                        .noneMatch(name -> once.contains("parts of " + name.substring(6))),
                "a trait has one value or parts, not both");
    }

    public static boolean isPersonal(String column) {
        return PERSONAL.fits(column);
    }

    private static boolean usable(String column) {
        return !column.isBlank() && column.length() <= LONGEST_COLUMN && !isPersonal(column);
    }

    private static void require(boolean condition, String accepted) {
        if (!condition) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, accepted);
        }
    }

    /** Column → target, as it was sent. */
    public Map<String, String> text() {
        Map<String, String> text = new LinkedHashMap<>();
        columns.forEach((column, target) -> text.put(column, target.text()));
        return text;
    }
}
