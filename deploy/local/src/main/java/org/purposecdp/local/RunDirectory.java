package org.purposecdp.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything one stack leaves on disk: {@code data}, {@code logs}, {@code pids}, {@code
 * stack.json}.
 */
record RunDirectory(Path path) {

    static RunDirectory at(Path path) {
        try {
            // The real path is in every part's command line: it is how we know a process as ours.
            Path real = Files.createDirectories(path).toRealPath();
            // stack.json and the data hold secrets.
            Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
            return new RunDirectory(real);
        } catch (IOException e) {
            throw new StartFailure(
                    "run directory", "cannot be made: " + e.getMessage(), "check who owns " + path);
        }
    }

    Path data(String part) {
        return directory(path.resolve("data").resolve(part));
    }

    Path log(String part) {
        return directory(path.resolve("logs")).resolve(part + ".log");
    }

    Path pidFile(String part) {
        return directory(path.resolve("pids")).resolve(part);
    }

    Path stackJson() {
        return path.resolve("stack.json");
    }

    List<Path> pidFiles() {
        try (Stream<Path> files = Files.list(directory(path.resolve("pids")))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void wipe() {
        delete(path.resolve("data"));
        delete(path.resolve("logs"));
        delete(stackJson());
    }

    static void delete(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
