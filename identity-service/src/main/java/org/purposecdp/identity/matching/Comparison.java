package org.purposecdp.identity.matching;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is compared, each with its levels from the best to none; nothing is said where a side is
 * missing. With every level stand the shares of matches and of all other pairs that are expected to
 * reach it, from which training starts.
 */
public enum Comparison {
    GIVEN_NAME(
            List.of("exact", "same-name", "slip", "initial", "similar", "faint", "different"),
            new double[] {.74, .06, .08, .03, .04, .035, .015},
            new double[] {.006, .003, .003, .02, .03, .1, .838}),
    FAMILY_NAME(
            List.of("exact", "slip", "part", "similar", "different"),
            new double[] {.80, .09, .02, .03, .06},
            new double[] {.002, .001, .002, .015, .98}),
    NAME_ORDER(List.of("straight", "swapped"), new double[] {.98, .02}, new double[] {.97, .03}),
    MIDDLE_NAME(
            List.of("exact", "initial", "different"),
            new double[] {.60, .30, .10},
            new double[] {.03, .08, .89}),
    BIRTH_DATE(
            List.of("exact", "swapped", "slip", "near", "year", "different", "generation"),
            new double[] {.86, .02, .05, .025, .01, .03, .005},
            new double[] {.00005, .0001, .0008, .012, .012, .42505, .55}),
    SEX(List.of("same", "different"), new double[] {.98, .02}, new double[] {.5, .5}),
    STREET(
            List.of("exact", "near", "street", "different"),
            new double[] {.65, .15, .05, .15},
            new double[] {.0001, .0001, .002, .9978}),
    LOCALITY(
            List.of("postcode", "city", "near", "different"),
            new double[] {.70, .10, .06, .14},
            new double[] {.003, .01, .004, .983}),
    LANDLINE(
            List.of("exact", "slip", "different"),
            new double[] {.60, .05, .35},
            new double[] {.0001, .0003, .9996}),
    MOBILE(
            List.of("exact", "slip", "different"),
            new double[] {.78, .06, .16},
            new double[] {.00001, .0002, .99979}),
    EMAIL(
            List.of("exact", "same-local", "similar", "different"),
            new double[] {.72, .06, .05, .17},
            new double[] {.00001, .0002, .001, .99879}),
    NATIONAL_ID(
            List.of("exact", "slip", "different"),
            new double[] {.93, .04, .03},
            new double[] {.000001, .0001, .999899}),
    DOCUMENT(
            List.of("exact", "different"),
            new double[] {.93, .07},
            new double[] {.000001, .999999}),
    ORGANISATION(
            List.of("exact", "similar", "different"),
            new double[] {.80, .12, .08},
            new double[] {.0005, .003, .9965});

    /** No evidence: one side says nothing. */
    static final int NOTHING = -1;

    private final List<String> levels;
    private final double[] usualM;
    private final double[] usualU;

    Comparison(List<String> levels, double[] usualM, double[] usualU) {
        this.levels = levels;
        this.usualM = usualM;
        this.usualU = usualU;
    }

    static Optional<Comparison> named(String name) {
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }

    /** What it compares. */
    Part part() {
        return switch (this) {
            case GIVEN_NAME, FAMILY_NAME, NAME_ORDER, MIDDLE_NAME -> Part.NAME;
            case BIRTH_DATE -> Part.BIRTH_DATE;
            case SEX -> Part.SEX;
            case STREET, LOCALITY -> Part.ADDRESS;
            case LANDLINE, MOBILE -> Part.PHONE;
            case EMAIL -> Part.EMAIL;
            case NATIONAL_ID -> Part.NATIONAL_ID;
            case DOCUMENT -> Part.DOCUMENT;
            case ORGANISATION -> Part.ORGANISATION;
        };
    }

    public List<String> levels() {
        return levels;
    }

    /** Shares of matches at each level, before anything was learnt. */
    double[] usualM() {
        return usualM.clone();
    }

    /** Shares of other pairs at each level, before anything was learnt. */
    double[] usualU() {
        return usualU.clone();
    }

    /** Agrees within a household whether it is one person or two: counted as one. */
    boolean ofHousehold() {
        return this == FAMILY_NAME || this == STREET || this == LOCALITY || this == LANDLINE;
    }
}
