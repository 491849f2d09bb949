package org.purposecdp.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells a person how the start goes: a line for each part, and on a terminal a last one with who is
 * waited for.
 */
final class Console implements Progress {

    private static final int TAIL = 25;

    private final PrintStream out;
    private final boolean terminal = System.console() != null;
    private final Map<String, Long> waiting = new LinkedHashMap<>();

    Console(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void starting(Part part) {
        waiting.put(part.name(), System.nanoTime());
        if (!terminal) {
            line(part.name(), "starting on port " + part.port());
        }
    }

    @Override
    public synchronized void ready(Part part, double seconds) {
        waiting.remove(part.name());
        line(
                part.name(),
                String.format(Locale.ROOT, "ready after %4.1f s, port %d", seconds, part.port()));
        if (part instanceof MongoPart mongo) {
            line("", "from " + mongo.origin());
        }
    }

    @Override
    public synchronized void say(String text) {
        erase();
        out.println(text);
    }

    /** Redraws the line of those that are waited for. */
    synchronized void tick() {
        if (terminal && !waiting.isEmpty()) {
            erase();
            out.print(
                    waiting.entrySet().stream()
                            .map(
                                    each ->
                                            each.getKey()
                                                    + " "
                                                    + (System.nanoTime() - each.getValue())
                                                            / 1_000_000_000
                                                    + " s")
                            .collect(Collectors.joining(", ", "waiting for ", "")));
            out.flush();
        }
    }

    synchronized void failure(StartFailure failure) {
        waiting.clear();
        say("");
        say("FAILED  " + failure.getMessage());
        if (failure.log() != null) {
            say("        last lines of " + failure.log() + ":");
            tail(failure.log()).forEach(line -> say("        | " + line));
        }
        say("        what to do: " + failure.remedy());
    }

    private void line(String part, String state) {
        say(String.format("%-20s %s", part, state));
    }

    private void erase() {
        if (terminal) {
            out.print("\r\u001b[K");
        }
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
