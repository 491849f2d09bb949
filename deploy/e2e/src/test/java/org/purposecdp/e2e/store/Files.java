package org.purposecdp.e2e.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Looks through the bytes of every file of a directory: Kafka's segments, the services' logs. */
public final class Files {
    private Files() {}

    public static List<Path> holding(Path directory, String text) {
        // One char a byte, so that a search for chars is one for bytes.
        String bytes = new String(text.getBytes(UTF_8), ISO_8859_1);
        return all(directory).stream().filter(file -> read(file).contains(bytes)).toList();
    }

    /** File → those of the texts that it has. */
    public static Map<Path, Set<String>> holding(
            Path directory, Predicate<Path> looked, Collection<String> texts) {
        Map<Path, Set<String>> holding = new TreeMap<>();
        for (Path file : all(directory)) {
            String bytes = looked.test(file) ? read(file) : "";
            for (String text : texts) {
                if (bytes.contains(text)) {
                    holding.computeIfAbsent(file, key -> new TreeSet<>()).add(text);
                }
            }
        }
        return holding;
    }

    public static List<Path> all(Path directory) {
        try (Stream<Path> files = java.nio.file.Files.walk(directory)) {
            return files.filter(java.nio.file.Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return java.nio.file.Files.readString(file, ISO_8859_1);
        } catch (NoSuchFileException e) {
            // Kafka has deleted the segment since the directory was read.
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
