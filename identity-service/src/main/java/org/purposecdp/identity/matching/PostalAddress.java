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
                    Map.entry("avenue", "ave"),
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
            Pattern.compile("\\b(\\d{4,5})(?:[- ]?\\d{4})?\\b(?!.*\\b\\d{4,5}\\b)");
    private static final int ZIP_PLUS_FOUR = 9;

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
        List<String> words = new ArrayList<>(List.of(street.split(" ")));
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
        int comma = text.indexOf(',');
        String line = Letters.fold(comma > 0 ? text.substring(0, comma) : text);
        String rest = comma > 0 ? Letters.fold(text.substring(comma + 1)) : "";
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
                shortened.add(SHORT.getOrDefault(ending, ending));
            }
        }
        return String.join(" ", shortened);
    }

    private static String postcode(String text) {
        String compact = text.replace(" ", "");
        return compact.length() == ZIP_PLUS_FOUR && NUMBER.matcher(compact).matches()
                ? compact.substring(0, 5)
                : compact;
    }
}
