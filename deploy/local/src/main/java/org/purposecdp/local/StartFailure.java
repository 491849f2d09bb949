package org.purposecdp.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A part could not be started: which one, why, and what a person can do about it. */
public final class StartFailure extends RuntimeException {

    private static final int TAIL = 25;

    private final String part;
    private final String remedy;
    private final transient Path log;
    private final transient List<String> lastLines;

    StartFailure(String part, String message, String remedy) {
        this(part, message, remedy, null);
    }

    StartFailure(String part, String message, String remedy, Path log) {
        super(part + ": " + message);
        this.part = part;
        this.remedy = remedy;
        this.log = log;
        // Now: what stopping the part adds to its log explains nothing.
        this.lastLines = log == null ? List.of() : tail(log);
    }

    public String part() {
        return part;
    }

    public String remedy() {
        return remedy;
    }

    /** The part's log; none where it never ran. */
    public Optional<Path> log() {
        return Optional.ofNullable(log);
    }

    /** The log's last lines at the moment of the failure. */
    public List<String> lastLines() {
        return lastLines;
    }

    private static List<String> tail(Path log) {
        try {
            List<String> lines =
                    new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
        } catch (IOException e) {
            return List.of("(cannot be read: " + e.getMessage() + ")");
        }
    }
}
