package org.purposecdp.local;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells a person how the start goes: a line for each part, and on a terminal a last one with who is
 * waited for.
 */
final class Console implements Progress {

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
        failure.log().ifPresent(log -> say("        last lines of " + log + ":"));
        failure.lastLines().forEach(line -> say("        | " + line));
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
}
