package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern STREET_ENDING = Pattern.compile("(strase|strasse|str)$");
    private static final Pattern NUMBER = Pattern.compile("\\d+[a-z]?");
    private static final Pattern POSTCODE =
            Pattern.compile("\\b(\\d{4,6})(?:[- ]?\\d{4})?\\b(?!.*\\b\\d{4,6}\\b)");
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
        List<String> words = new ArrayList<>(List.of(Letters.fold(street).split(" ")));
        String number = house.replace(" ", "");
        if (number.isEmpty()) {
            number = takeNumber(words);
        }
        String first = shorten(words);
        String second = shorten(List.of(line2.split(" ")));
        return new PostalAddress(
                first.isEmpty() ? second : first,
                first.isEmpty() ? "" : second,
                number,
                postcode(postcode),
                city);
    }

    private static PostalAddress whole(String text, String postcode, String city) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",")) {
            parts.add(Letters.fold(part));
        }
        String line =
                parts.stream().filter(PostalAddress::isStreet).findFirst().orElse(parts.get(0));
        String rest = String.join(" ", parts.subList(parts.indexOf(line) + 1, parts.size()));
        String all = Letters.fold(text);
        String code = postcode;
        Matcher found = POSTCODE.matcher(all);
        if (code.isEmpty() && found.find() && found.start() > 0) {
            code = found.group(1);
        }
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.remove(code);
        String number = takeNumber(words);
        String place = city;
        if (place.isEmpty()) {
            place = rest.replaceAll("\\b[a-z]{2}\\b|\\d+", " ").replaceAll(" +", " ").strip();
        }
        return new PostalAddress(shorten(words), "", number, postcode(code), place);
    }

    /** A building or a flat may come before it: it has a name, and a number that is no postcode. */
    private static boolean isStreet(String part) {
        boolean named = false;
        boolean numbered = false;
        for (String word : part.split(" ")) {
            named |= word.length() > 2 && word.chars().allMatch(Character::isLetter);
            numbered |= NUMBER.matcher(word).matches();
        }
        return named && numbered;
    }

    /** The first word that is a house number; flats and suites come after it. */
    private static String takeNumber(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (NUMBER.matcher(words.get(i)).matches()) {
                return words.remove(i);
            }
        }
        return "";
    }

    private static String shorten(List<String> words) {
        List<String> shortened = new ArrayList<>();
        for (String word : words) {
            if (!word.isEmpty()) {
                String ending = STREET_ENDING.matcher(word).replaceFirst("str");
                shortened.add(kind(ending));
            }
        }
        return String.join(" ", shortened);
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
        return compact.length() == ZIP_PLUS_FOUR && NUMBER.matcher(compact).matches()
                ? compact.substring(0, 5)
                : compact;
    }
}
