package org.purposecdp.kit.problem;

import java.util.Locale;

/** A kind of problem; each service has one enum of its own. */
public interface ProblemType {
    String code();

    int status();

    Category category();

    String title();

    /** RFC 9457 {@code type}: stable, one for each code. */
    default String type() {
        return "https://purposecdp.org/problems/"
                + code().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whose failure it is, so that failures can be counted. */
    enum Category {
        USER,
        INTERNAL,
        RESOURCES,
        EXTERNAL
    }
}
