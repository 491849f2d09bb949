package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.purposecdp.contracts.text.Split;

/** A name's parts, out of fields that senders fill in as they please. */
record PersonName(
        String given, List<String> middle, String family, List<String> familyParts, String suffix) {
    private static final Set<String> SUFFIXES =
            Set.of("jr", "sr", "ii", "iii", "iv", "junior", "senior");
    private static final Set<String> TITLES =
            Set.of(
                    "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "herr", "frau", "hr", "fr",
                    "rva", "mag", "dipl", "ing");

    /** Belong to the family name, but do not tell one from another. */
    private static final Set<String> PARTICLES =
            Set.of("von", "van", "der", "den", "de", "af", "zu", "zur", "vom", "la", "le", "di");

    static PersonName read(
            String given, String middle, String family, String suffix, String fullName) {
        List<String> first = words(given);
        List<String> between = words(middle);
        List<String> last = words(family);
        List<String> after = words(suffix);
        if (first.isEmpty() && last.isEmpty() && !fullName.isEmpty()) {
            whole(fullName, first, last);
        }
        String found = takeSuffix(after);
        found = found.isEmpty() ? takeSuffix(last) : found;
        found = found.isEmpty() ? takeSuffix(first) : found;
        if (first.size() > 1) {
            between.addAll(0, first.subList(1, first.size()));
        }
        List<String> parts = last.stream().filter(word -> !PARTICLES.contains(word)).toList();
        if (parts.isEmpty()) {
            parts = List.copyOf(last);
        }
        return new PersonName(
                first.isEmpty() ? "" : first.get(0),
                List.copyOf(between),
                String.join("", parts),
                parts,
                found);
    }

    private static void whole(String fullName, List<String> first, List<String> last) {
        int comma = fullName.indexOf(',');
        if (comma > 0) {
            last.addAll(words(Letters.fold(fullName.substring(0, comma))));
            first.addAll(words(Letters.fold(fullName.substring(comma + 1))));
            return;
        }
        List<String> all = words(Letters.fold(fullName));
        List<String> suffixes = new ArrayList<>();
        while (all.size() > 1 && SUFFIXES.contains(all.get(all.size() - 1))) {
            suffixes.add(all.remove(all.size() - 1));
        }
        if (all.isEmpty()) {
            return;
        }
        int family = all.size() - 1;
        while (family > 1 && PARTICLES.contains(all.get(family - 1))) {
            family--;
        }
        first.addAll(all.subList(0, Math.min(family, all.size() - 1)));
        last.addAll(all.subList(Math.min(family, all.size() - 1), all.size()));
        last.addAll(suffixes);
    }

    private static String takeSuffix(List<String> words) {
        for (int i = words.size() - 1; i >= 0; i--) {
            if (SUFFIXES.contains(words.get(i))) {
                String suffix = words.remove(i);
                return switch (suffix) {
                    case "junior" -> "jr";
                    case "senior" -> "sr";
                    default -> suffix;
                };
            }
        }
        return "";
    }

    private static List<String> words(String folded) {
        List<String> words = new ArrayList<>();
        for (String word : Split.at(' ', folded)) {
            if (!word.isEmpty() && !(TITLES.contains(word))) {
                words.add(word);
            }
        }
        return words;
    }
}
