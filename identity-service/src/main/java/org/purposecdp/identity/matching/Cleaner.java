package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/** Reads the fields of a record into a {@link Person}. */
public final class Cleaner {
    private static final int LONGEST = 200;
    private static final int SHORTEST_PHONE = 6;

    /**
     * What forms and exports have where nothing is known, in English, German and Finnish; folded.
     */
    private static final Set<String> NOTHING =
            Set.of(
                    "",
                    "null",
                    "none",
                    "na",
                    "n a",
                    "nan",
                    "nil",
                    "undefined",
                    "unknown",
                    "not known",
                    "not available",
                    "not provided",
                    "k a",
                    "keine angabe",
                    "unbekannt",
                    "tuntematon",
                    "ei tiedossa",
                    "ei tietoa");

    private final String region;
    private final int thisYear;

    /**
     * @param region ISO 3166-1 alpha-2, for phone numbers without a country code
     * @param thisYear a year of two digits is taken for one that is not after it
     */
    public Cleaner(String region, int thisYear) {
        this.region = region;
        this.thisYear = thisYear;
    }

    /** The values of one field may be several; their order counts for nothing. */
    public Person read(Map<Field, ? extends Collection<String>> fields) {
        PersonName name =
                PersonName.read(
                        folded(fields, Field.GIVEN_NAME),
                        folded(fields, Field.MIDDLE_NAME),
                        folded(fields, Field.FAMILY_NAME),
                        folded(fields, Field.SUFFIX),
                        raw(fields, Field.FULL_NAME));
        PostalAddress address =
                PostalAddress.read(
                        raw(fields, Field.STREET),
                        folded(fields, Field.ADDRESS_LINE_2),
                        folded(fields, Field.HOUSE_NUMBER),
                        folded(fields, Field.POSTCODE),
                        folded(fields, Field.CITY),
                        raw(fields, Field.FULL_ADDRESS));
        Set<String> mobiles = new TreeSet<>();
        Set<String> landlines = new TreeSet<>();
        all(fields, Field.PHONE).forEach(value -> phone(value, mobiles, landlines));
        return new Person(
                name.given(),
                name.middle(),
                name.family(),
                name.familyParts(),
                name.suffix(),
                dates(fields),
                sex(folded(fields, Field.SEX)),
                address.street(),
                address.line2(),
                address.house(),
                address.postcode(),
                address.city(),
                emails(fields),
                List.copyOf(mobiles),
                List.copyOf(landlines),
                numbers(fields, Field.NATIONAL_ID, ""),
                documents(fields),
                Organisations.fold(folded(fields, Field.ORGANISATION)));
    }

    private List<Integer> dates(Map<Field, ? extends Collection<String>> fields) {
        return all(fields, Field.BIRTH_DATE).stream()
                .flatMapToInt(value -> java.util.Arrays.stream(Dates.read(value, thisYear)))
                .distinct()
                .sorted()
                .boxed()
                .toList();
    }

    private static String sex(String value) {
        if (value.isEmpty()) {
            return "";
        }
        return switch (value.charAt(0)) {
            case 'f', 'w', 'n' -> value.startsWith("no") ? "" : "f";
            case 'm' -> "m";
            default -> "";
        };
    }

    private static List<String> emails(Map<Field, ? extends Collection<String>> fields) {
        Set<String> emails = new TreeSet<>();
        for (String value : all(fields, Field.EMAIL)) {
            int open = value.indexOf('<');
            int close = value.indexOf('>', open + 1);
            String address = open >= 0 && close > 0 ? value.substring(open + 1, close) : value;
            String lower = address.strip().toLowerCase(java.util.Locale.ROOT);
            if (lower.indexOf('@') > 0
                    && lower.chars().noneMatch(Character::isISOControl)
                    && !Emails.ofAnOffice(lower)) {
                emails.add(lower);
            }
        }
        return List.copyOf(emails);
    }

    private void phone(String value, Set<String> mobiles, Set<String> landlines) {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        String digits = Letters.digits(value);
        if (digits.length() < SHORTEST_PHONE) {
            return;
        }
        try {
            PhoneNumber number = phones.parse(value, region);
            boolean mobile = phones.getNumberType(number) == PhoneNumberType.MOBILE;
            (mobile ? mobiles : landlines).add(phones.format(number, PhoneNumberFormat.E164));
        } catch (NumberParseException e) {
            landlines.add(digits);
        }
    }

    private static List<String> documents(Map<Field, ? extends Collection<String>> fields) {
        List<String> documents = new ArrayList<>();
        documents.addAll(numbers(fields, Field.PASSPORT, "passport:"));
        documents.addAll(numbers(fields, Field.DRIVERS_LICENCE, "licence:"));
        return List.copyOf(documents);
    }

    private static List<String> numbers(
            Map<Field, ? extends Collection<String>> fields, Field field, String kind) {
        Set<String> numbers = new TreeSet<>();
        for (String value : all(fields, field)) {
            String compact = Letters.compact(value);
            if (compact.chars().anyMatch(c -> c >= '1' && c <= '9')) {
                numbers.add(kind + compact);
            }
        }
        return List.copyOf(numbers);
    }

    /** The values that say something; those of several that sort first come first. */
    private static Collection<String> all(
            Map<Field, ? extends Collection<String>> fields, Field field) {
        Collection<String> values = fields.get(field);
        if (values == null) {
            return List.of();
        }
        Set<String> said = new TreeSet<>();
        for (String value : values) {
            String whole = value.strip();
            String text = whole.length() > LONGEST ? whole.substring(0, LONGEST) : whole;
            if (!NOTHING.contains(Letters.fold(text))) {
                said.add(text);
            }
        }
        return said;
    }

    private static String raw(Map<Field, ? extends Collection<String>> fields, Field field) {
        return all(fields, field).stream().findFirst().orElse("");
    }

    private static String folded(Map<Field, ? extends Collection<String>> fields, Field field) {
        Set<String> words = new LinkedHashSet<>();
        all(fields, field).forEach(value -> words.add(Letters.fold(value)));
        return String.join(" ", words);
    }
}
