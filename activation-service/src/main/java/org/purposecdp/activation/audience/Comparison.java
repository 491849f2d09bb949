package org.purposecdp.activation.audience;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/** How a trait's value or a count stands to the value a rule names. */
enum Comparison {
    EQ("eq", "="),
    NE("ne", "!="),
    GT("gt", ">"),
    GTE("gte", ">="),
    LT("lt", "<"),
    LTE("lte", "<="),
    IN("in", "in"),
    CONTAINS("contains", "contains"),
    EXISTS("exists", "exists");

    private final String word;
    private final String sign;

    Comparison(String word, String sign) {
        this.word = word;
        this.sign = sign;
    }

    static Optional<Comparison> of(String op) {
        return Arrays.stream(values())
                .filter(c -> c.word.equals(op) || c.sign.equals(op))
                .findFirst();
    }

    String word() {
        return word;
    }

    boolean ordered() {
        return this == GT || this == GTE || this == LT || this == LTE;
    }

    /** Values of different kinds are unequal and stand in no order. */
    boolean holds(Object held, Object named) {
        return switch (this) {
            case EQ -> same(held, named);
            case NE -> !same(held, named);
            case GT -> comparable(held, named) && order(held, named) > 0;
            case GTE -> comparable(held, named) && order(held, named) >= 0;
            case LT -> comparable(held, named) && order(held, named) < 0;
            case LTE -> comparable(held, named) && order(held, named) <= 0;
            case IN -> named instanceof Collection<?> many && has(many, held);
            case CONTAINS -> contains(held, named);
            case EXISTS -> held != null;
        };
    }

    private static boolean same(Object held, Object named) {
        return comparable(held, named) ? order(held, named) == 0 : Objects.equals(held, named);
    }

    private static boolean has(Collection<?> many, Object one) {
        return many.stream().anyMatch(each -> same(each, one));
    }

    private static boolean contains(Object held, Object named) {
        if (held instanceof Collection<?> many) {
            return has(many, named);
        }
        return held instanceof String text && named instanceof String part && text.contains(part);
    }

    private static boolean comparable(Object held, Object named) {
        return held instanceof Number && named instanceof Number
                || held instanceof String && named instanceof String;
    }

    /** Texts by code points, so that ISO dates stand in time order. */
    private static int order(Object held, Object named) {
        if (held instanceof String text) {
            return text.compareTo((String) named);
        }
        return new BigDecimal(held.toString()).compareTo(new BigDecimal(named.toString()));
    }
}
