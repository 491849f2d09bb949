package org.purposecdp.identity.matching;

import java.util.List;
import java.util.Set;

/** The values whose being common or rare counts. */
final class Values {
    static final Set<Comparison> COUNTED =
            Set.of(
                    Comparison.GIVEN_NAME,
                    Comparison.FAMILY_NAME,
                    Comparison.BIRTH_DATE,
                    Comparison.STREET,
                    Comparison.LOCALITY,
                    Comparison.LANDLINE,
                    Comparison.MOBILE,
                    Comparison.EMAIL,
                    Comparison.ORGANISATION);

    private static final int CITY = 1;

    private Values() {}

    /** All that a person says of a comparison, as it is counted. */
    static List<String> of(Comparison comparison, Person person) {
        return switch (comparison) {
            case GIVEN_NAME -> said(person.given());
            case FAMILY_NAME -> said(person.family());
            case BIRTH_DATE ->
                    person.dates().size() == 1 ? List.of("" + person.dates().get(0)) : List.of();
            case STREET ->
                    person.house().isEmpty()
                            ? List.of()
                            : said(person.house() + ' ' + person.street());
            case LOCALITY ->
                    person.postcode().isEmpty()
                            ? said(person.city())
                            : person.city().isEmpty()
                                    ? List.of(person.postcode())
                                    : List.of(person.postcode(), person.city());
            case LANDLINE -> person.landlines();
            case MOBILE -> person.mobiles();
            case EMAIL -> person.emails();
            case ORGANISATION -> said(person.organisation());
            default -> List.of();
        };
    }

    /** The value that a pair shares at this level; null when none is counted. */
    static String shared(Comparison comparison, int level, Person a, Person b) {
        if (comparison == Comparison.LOCALITY) {
            return level == 0 ? a.postcode() : level == CITY ? a.city() : null;
        }
        if (level != 0) {
            return null;
        }
        List<String> theirs = of(comparison, b);
        for (String value : of(comparison, a)) {
            if (theirs.contains(value)) {
                return value;
            }
        }
        return null;
    }

    private static List<String> said(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }
}
