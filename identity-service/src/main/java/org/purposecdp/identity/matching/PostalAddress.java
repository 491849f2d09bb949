package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.purposecdp.contracts.text.Split;

/** An address's parts; a house number may stand before the street or after it. */
record PostalAddress(String street, String line2, String house, String postcode, String city) {
    private static final Map<String, String> SHORT =
            Map.ofEntries(
                    Map.entry("street", "st"),
                    Map.entry("road", "rd"),
                    Map.entry(Letters.fold("avenue"), "ave"),
                    Map.entry("av", "ave"),
                    Map.entry("drive", "dr"),
                    Map.entry("lane", "ln"),
                    Map.entry("place", "pl"),
                    Map.entry("court", "ct"),
                    Map.entry("crescent", "cres"),
                    Map.entry("close", "cl"),
                    Map.entry("boulevard", "blvd"),
                    Map.entry("circuit", "cct"),
                    Map.entry("terrace", "tce"),
                    Map.entry("highway", "hwy"),
                    Map.entry("parkway", "pkwy"),
                    Map.entry("square", "sq"),
                    Map.entry("apartment", "apt"),
                    Map.entry("north", "n"),
                    Map.entry("south", "s"),
                    Map.entry("east", "e"),
                    Map.entry("west", "w"));
    private static final List<String> STREET_ENDINGS = List.of("strasse", "strase");
    private static final int SHORTEST_POSTCODE = 4;
    private static final int LONGEST_POSTCODE = 6;

    /** What a ZIP+4 has after the postcode. */
    private static final int PLUS_FOUR = 4;

    private static final int ZIP_PLUS_FOUR = 9;
    private static final int SHORTEST_SLIPPED = 6;

    static PostalAddress read(
            String street,
            String line2,
            String house,
            String postcode,
            String city,
            String fullAddress) {
        if (street.isEmpty() && !fullAddress.isEmpty()) {
            return whole(fullAddress, postcode, city);
        }
        if (house.isEmpty() && street.indexOf(',') > 0) {
            return whole(street, postcode, city);
        }
        List<String> words = Split.at(' ', Letters.fold(street));
        String number = house.replace(" ", "");
        if (number.isEmpty()) {
            number = takeNumber(words);
        }
        String first = shorten(words);
        String second = shorten(Split.at(' ', line2));
        return new PostalAddress(
                first.isEmpty() ? second : first,
                first.isEmpty() ? "" : second,
                number,
                postcode(postcode),
                city);
    }

    private static PostalAddress whole(String text, String postcode, String city) {
        List<String> parts = new ArrayList<>();
        for (String part : Split.at(',', text)) {
            parts.add(Letters.fold(part));
        }
        String line =
                parts.stream().filter(PostalAddress::isStreet).findFirst().orElse(parts.get(0));
        String rest = String.join(" ", parts.subList(parts.indexOf(line) + 1, parts.size()));
        String code =
                postcode.isEmpty() ? lastPostcode(Split.at(' ', Letters.fold(text))) : postcode;
        List<String> words = Split.at(' ', line);
        words.remove(code);
        String number = takeNumber(words);
        String place = city.isEmpty() ? withoutCodes(Split.words(rest)) : city;
        return new PostalAddress(shorten(words), "", number, postcode(code), place);
    }

    /**
     * The last one, be it with four more digits; nothing where all begins with it: it is a house.
     */
    static String lastPostcode(List<String> words) {
        int last = words.size() - 1;
        while (last >= 0 && !isDigits(words.get(last), SHORTEST_POSTCODE, LONGEST_POSTCODE)) {
            last--;
        }
        if (last < 0) {
            return inOneWord(words);
        }
        boolean more =
                words.get(last).length() == PLUS_FOUR
                        && last > 0
                        && isDigits(words.get(last - 1), SHORTEST_POSTCODE, LONGEST_POSTCODE);
        int at = more ? last - 1 : last;
        return at > 0 ? words.get(at) : "";
    }

    /** With its four more digits. */
    private static String inOneWord(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (isDigits(word, SHORTEST_POSTCODE + PLUS_FOUR, LONGEST_POSTCODE + PLUS_FOUR)) {
                return i > 0 ? word.substring(0, word.length() - PLUS_FOUR) : "";
            }
        }
        return "";
    }

    /** Neither numbers nor the short names of states and countries. */
    static String withoutCodes(List<String> words) {
        StringBuilder left = new StringBuilder();
        for (String word : words) {
            if (word.length() != 2 || !word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
                left.append(' ');
                word.chars().map(c -> isDigit(c) ? ' ' : c).forEach(c -> left.append((char) c));
            }
        }
        return String.join(" ", Split.words(left.toString()));
    }

    private static boolean isDigits(String word, int fewest, int most) {
        return word.length() >= fewest
                && word.length() <= most
                && word.chars().allMatch(PostalAddress::isDigit);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Of a house: digits, and a letter after them. */
    private static boolean isNumber(String word) {
        int last = word.length() - 1;
        boolean letter = last > 0 && word.charAt(last) >= 'a' && word.charAt(last) <= 'z';
        return isDigits(letter ? word.substring(0, last) : word, 1, Integer.MAX_VALUE);
    }

    /** A building or a flat may come before it: it has a name, and a number that is no postcode. */
    private static boolean isStreet(String part) {
        boolean named = false;
        boolean numbered = false;
        for (String word : Split.at(' ', part)) {
            named |= word.length() > 2 && word.chars().allMatch(Character::isLetter);
            numbered |= isNumber(word);
        }
        return named && numbered;
    }

    /** The first word that is a house number; flats and suites come after it. */
    private static String takeNumber(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (isNumber(words.get(i))) {
                return words.remove(i);
            }
        }
        return "";
    }

    private static String shorten(List<String> words) {
        List<String> shortened = new ArrayList<>();
        for (String word : words) {
            if (!word.isEmpty()) {
                shortened.add(kind(shortEnding(word)));
            }
        }
        return String.join(" ", shortened);
    }

    private static String shortEnding(String word) {
        for (String ending : STREET_ENDINGS) {
            if (word.endsWith(ending)) {
                return word.substring(0, word.length() - ending.length()) + "str";
            }
        }
        return word;
    }

    /** A kind of street in short, give or take a slip. */
    private static String kind(String word) {
        String known = SHORT.get(word);
        if (known != null || word.length() < SHORTEST_SLIPPED) {
            return known == null ? word : known;
        }
        return SHORT.entrySet().stream()
                .filter(entry -> entry.getKey().length() >= SHORTEST_SLIPPED)
                .filter(entry -> Likeness.oneSlip(entry.getKey(), word))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst()
                .orElse(word);
    }

    private static String postcode(String text) {
        String compact = text.replace(" ", "");
        return compact.length() == ZIP_PLUS_FOUR && isNumber(compact)
                ? compact.substring(0, 5)
                : compact;
    }
}
