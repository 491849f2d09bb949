package org.purposecdp.identity.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.purposecdp.contracts.text.Split;
import org.purposecdp.identity.mapping.Mapping;
import org.purposecdp.identity.mapping.Target;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Guesses what a column is by its name, in English, Finnish or German. */
final class HeaderWords {
    private static final String FILE = "/imports/header-words.txt";

    private static final String ADDRESS = "trait:address";
    private static final String STREET = ADDRESS + ".street";

    private final Map<String, Target> targets = new HashMap<>();

    HeaderWords() {
        try (InputStream file = HeaderWords.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8))) {
            lines.lines().filter(line -> line.contains("=")).forEach(this::learn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void learn(String line) {
        int equals = line.indexOf('=');
        Target target = Target.parse(line.substring(0, equals).strip()).orElseThrow();
        for (String word : Split.at(',', line.substring(equals + 1))) {
            if (!target.equals(targets.computeIfAbsent(key(word), key -> target))) {
                throw new IllegalStateException("twice in " + FILE + ": " + word);
            }
        }
    }

    /** Column → target, without the columns that say nothing; a trait is what names it first. */
    Map<String, String> guess(Collection<String> columns) {
        Map<String, String> guessed = new LinkedHashMap<>();
        Set<Target> taken = new HashSet<>();
        for (String column : columns) {
            if (column.length() > Mapping.LONGEST_COLUMN) {
                continue;
            }
            Optional<Target> target = Optional.ofNullable(targets.get(key(column)));
            target.filter(found -> found.kind() == Target.Kind.IDENTIFIER || taken.add(found))
                    .ifPresent(found -> guessed.putIfAbsent(column, found.text()));
        }
        wholeBesideParts(guessed);
        return guessed;
    }

    /** What is called an address is its street where the city has a column of its own. */
    private static void wholeBesideParts(Map<String, String> guessed) {
        boolean parts = guessed.values().stream().anyMatch(text -> text.startsWith(ADDRESS + '.'));
        if (parts && guessed.containsValue(STREET)) {
            guessed.values().remove(ADDRESS);
        } else if (parts) {
            guessed.replaceAll((column, text) -> text.equals(ADDRESS) ? STREET : text);
        }
    }

    /** Letters and digits only, small and without their marks. */
    static String key(String column) {
        StringBuilder key = new StringBuilder();
        Normalizer.normalize(column, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(key::appendCodePoint);
        return key.toString();
    }
}
