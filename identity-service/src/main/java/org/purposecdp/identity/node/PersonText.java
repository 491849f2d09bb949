package org.purposecdp.identity.node;

import java.util.Arrays;
import java.util.List;

import org.purposecdp.identity.matching.Person;

/** A person as it is stored: one line, its parts behind tabs, the values of one behind U+001F. */
final class PersonText {
    private static final char PART = '\t';
    private static final String VALUE = "\u001f";
    private static final int PARTS = 18;

    private PersonText() {}

    /** Null for one of which nothing is said. */
    static String write(Person person) {
        if (person.isEmpty()) {
            return null;
        }
        return String.join(
                "" + PART,
                person.given(),
                list(person.middle()),
                person.family(),
                list(person.familyParts()),
                person.suffix(),
                list(person.dates().stream().map(String::valueOf).toList()),
                person.sex(),
                person.street(),
                person.line2(),
                person.house(),
                person.postcode(),
                person.city(),
                list(person.emails()),
                list(person.mobiles()),
                list(person.landlines()),
                list(person.nationalIds()),
                list(person.documents()),
                person.organisation());
    }

    static Person read(String line) {
        if (line == null) {
            return Person.NOBODY;
        }
        String[] parts = line.split("" + PART, PARTS);
        return new Person(
                parts[0],
                list(parts[1]),
                parts[2],
                list(parts[3]),
                parts[4],
                list(parts[5]).stream().map(Integer::valueOf).toList(),
                parts[6],
                parts[7],
                parts[8],
                parts[9],
                parts[10],
                parts[11],
                list(parts[12]),
                list(parts[13]),
                list(parts[14]),
                list(parts[15]),
                list(parts[16]),
                parts[17]);
    }

    private static String list(List<String> values) {
        return String.join(VALUE, values);
    }

    private static List<String> list(String part) {
        return part.isEmpty() ? List.of() : Arrays.asList(part.split(VALUE));
    }
}
