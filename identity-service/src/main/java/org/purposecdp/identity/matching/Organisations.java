package org.purposecdp.identity.matching;

import java.util.Set;
import java.util.stream.Collectors;

import org.purposecdp.contracts.text.Split;

/** Names of organisations without their legal forms. */
final class Organisations {
    private static final Set<String> FORMS =
            Set.of(
                    "inc",
                    "incorporated",
                    "ltd",
                    "limited",
                    "llc",
                    "plc",
                    "corp",
                    "corporation",
                    "co",
                    "company",
                    "gmbh",
                    "ag",
                    "kg",
                    "mbh",
                    "oy",
                    "oyj",
                    "ab",
                    "ky",
                    "sa",
                    "bv",
                    "nv",
                    "the");

    private Organisations() {}

    static String fold(String folded) {
        return Split.at(' ', folded).stream()
                .filter(word -> !FORMS.contains(word))
                .collect(Collectors.joining(" "));
    }
}
