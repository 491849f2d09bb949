package org.purposecdp.identity.steward;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.purposecdp.identity.matching.Person;

/** What a record says of its person, field by field, as it is compared. */
public final class Said {
    private Said() {}

    public static Map<String, List<String>> of(Person person) {
        Map<String, List<String>> said = new LinkedHashMap<>();
        put(said, "givenName", List.of(person.given()));
        put(said, "middleName", person.middle());
        put(said, "familyName", List.of(String.join(" ", person.familyParts())));
        put(said, "suffix", List.of(person.suffix()));
        put(said, "birthDate", person.dates().stream().map(Said::date).toList());
        put(said, "sex", List.of(person.sex()));
        put(said, "street", List.of(person.street()));
        put(said, "houseNumber", List.of(person.house()));
        put(said, "addressLine2", List.of(person.line2()));
        put(said, "postcode", List.of(person.postcode()));
        put(said, "city", List.of(person.city()));
        put(said, "email", person.emails());
        put(said, "phone", person.mobiles());
        put(said, "landline", person.landlines());
        put(said, "nationalId", person.nationalIds());
        put(said, "document", person.documents());
        put(said, "organisation", List.of(person.organisation()));
        return said;
    }

    private static void put(Map<String, List<String>> said, String field, List<String> values) {
        List<String> some = values.stream().filter(value -> !value.isEmpty()).toList();
        if (!some.isEmpty()) {
            said.put(field, some);
        }
    }

    private static String date(int yyyymmdd) {
        String digits = "%08d".formatted(yyyymmdd);
        return digits.substring(0, 4) + '-' + digits.substring(4, 6) + '-' + digits.substring(6);
    }
}
