package org.purposecdp.identity.node;

import java.util.List;

import org.purposecdp.contracts.text.Split;
import org.purposecdp.identity.matching.Person;

/** A person as it is stored: one line, its parts behind tabs, the values of one behind U+001F. */
final class PersonText {
    private static final char PART = '\t';
    private static final char VALUE = '\u001f';

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
        Parts parts = new Parts(line);
        return new Person(
                parts.text(),
                parts.texts(),
                parts.text(),
                parts.texts(),
                parts.text(),
                parts.numbers(),
                parts.text(),
                parts.text(),
                parts.text(),
                parts.text(),
                parts.text(),
                parts.text(),
                parts.texts(),
                parts.texts(),
                parts.texts(),
                parts.texts(),
                parts.texts(),
                parts.text());
    }

    /** One after another: a record meets dozens of others, and all of them are read. */
    private static final class Parts {
        private final String line;
        private int at;

        Parts(String line) {
            this.line = line;
        }

        String text() {
            int end = line.indexOf(PART, at);
            String text = line.substring(at, end < 0 ? line.length() : end);
            at = end + 1;
            return text;
        }

        List<String> texts() {
            String part = text();
            return part.isEmpty()
                    ? List.of()
                    : part.indexOf(VALUE) < 0 ? List.of(part) : Split.at(VALUE, part);
        }

        List<Integer> numbers() {
            return texts().stream().map(Integer::valueOf).toList();
        }
    }

    private static String list(List<String> values) {
        return String.join("" + VALUE, values);
    }
}
