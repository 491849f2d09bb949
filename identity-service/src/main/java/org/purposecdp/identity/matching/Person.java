package org.purposecdp.identity.matching;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a record says about a person, in the forms that are compared: folded words, dates as
 * yyyymmdd, numbers without punctuation. An empty text or list is nothing said.
 *
 * @param given given names, the first one first
 * @param middle the given names after the first, and initials
 * @param family the parts of the family name
 * @param suffix {@code jr}, {@code sr}, {@code ii}…
 * @param dates what the birth date may mean
 * @param sex {@code f}, {@code m}
 * @param mobiles phones of a person
 * @param landlines phones of a household, or that may be either
 * @param documents kind and number: {@code passport:…}
 */
public record Person(
        String given,
        List<String> middle,
        String family,
        List<String> familyParts,
        String suffix,
        List<Integer> dates,
        String sex,
        String street,
        String line2,
        String house,
        String postcode,
        String city,
        List<String> emails,
        List<String> mobiles,
        List<String> landlines,
        List<String> nationalIds,
        List<String> documents,
        String organisation) {

    /** Of whom nothing is said. */
    public static final Person NOBODY = new Cleaner("FI", 0).read(Map.of());

    /** Whether it says nothing that could be compared. */
    public boolean isEmpty() {
        return given.isEmpty()
                && family.isEmpty()
                && dates.isEmpty()
                && street.isEmpty()
                && emails.isEmpty()
                && mobiles.isEmpty()
                && landlines.isEmpty()
                && nationalIds.isEmpty()
                && documents.isEmpty()
                && organisation.isEmpty();
    }

    /** As if it said nothing of these. */
    public Person without(Set<Part> parts) {
        boolean name = !parts.contains(Part.NAME);
        boolean address = !parts.contains(Part.ADDRESS);
        boolean phone = !parts.contains(Part.PHONE);
        return new Person(
                name ? given : "",
                name ? middle : List.of(),
                name ? family : "",
                name ? familyParts : List.of(),
                name ? suffix : "",
                parts.contains(Part.BIRTH_DATE) ? List.of() : dates,
                parts.contains(Part.SEX) ? "" : sex,
                address ? street : "",
                address ? line2 : "",
                address ? house : "",
                address ? postcode : "",
                address ? city : "",
                parts.contains(Part.EMAIL) ? List.of() : emails,
                phone ? mobiles : List.of(),
                phone ? landlines : List.of(),
                parts.contains(Part.NATIONAL_ID) ? List.of() : nationalIds,
                parts.contains(Part.DOCUMENT) ? List.of() : documents,
                parts.contains(Part.ORGANISATION) ? "" : organisation);
    }

    /** All that is said, in one text that is the same for equal people. */
    String text() {
        return String.join(
                "|",
                given,
                middle.toString(),
                family,
                familyParts.toString(),
                suffix,
                dates.toString(),
                sex,
                street,
                line2,
                house,
                postcode,
                city,
                emails.toString(),
                mobiles.toString(),
                landlines.toString(),
                nationalIds.toString(),
                documents.toString(),
                organisation);
    }

    @Override
    public String toString() {
        return "a person"; // never what is personal
    }
}
