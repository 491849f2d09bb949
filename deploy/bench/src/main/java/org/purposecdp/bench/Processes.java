package org.purposecdp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What the stack's processes use, as Linux counts it, each with the processes below it: PostgreSQL
 * has one for each connection. The bench counts alone, for it may have started the stack. Empty
 * elsewhere.
 */
public final class Processes {
    static final String BENCH = "bench";

    private static final Path PROC = Path.of("/proc");
    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    /** USER_HZ, the same on every architecture Linux and the JDK share. */
    private static final double TICKS_PER_SECOND = 100;

    /** Fields of stat after the command's name: utime, stime, and those of children that ended. */
    private static final List<Integer> CPU_FIELDS = List.of(11, 12, 13, 14);

    private static final List<Integer> OWN_CPU_FIELDS = CPU_FIELDS.subList(0, 2);

    private final Map<String, Long> pids = new LinkedHashMap<>();

    /**
     * @throws BenchFailure when one of them has gone
     */
    public Processes(Map<String, Long> parts) {
        parts.forEach(
                (part, pid) -> {
                    if (ProcessHandle.of(pid).isEmpty()) {
                        throw new BenchFailure(
                                "stack.json names process " + pid + " as " + part + "; it is gone",
                                "start the stack: deploy/local/up --no-demo --detach");
                    }
                });
        if (Files.isDirectory(PROC.resolve("self"))) {
            pids.putAll(parts);
            pids.put(BENCH, ProcessHandle.current().pid());
        }
    }

    /** So far, in milliseconds. */
    public Map<String, Double> cpu() {
        return ofEach(Processes::cpu);
    }

    /** Memory that several processes share counts in parts. */
    Map<String, Double> residentMiB() {
        return ofEach(Processes::proportionalMiB);
    }

    /**
     * Of the instances of these services.
     *
     * @throws BenchFailure when this is no JDK
     */
    void collectGarbage(Collection<String> services) {
        pids.forEach(
                (part, pid) -> {
                    if (services.stream().anyMatch(part::startsWith)) {
                        run(JCMD, Long.toString(pid), "GC.run");
                    }
                });
    }

    private static void run(String... command) {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new BenchFailure(
                    "jcmd cannot be run: " + e.getMessage(), "use a JDK: set JAVA_HOME");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Open sockets: connections, in the main. */
    Map<String, Double> sockets() {
        return ofEach(Processes::sockets);
    }

    static Map<String, Double> perEvent(
            Map<String, Double> before, Map<String, Double> after, long events) {
        Map<String, Double> used = new LinkedHashMap<>();
        after.forEach(
                (part, total) -> {
                    double each = (total - before.getOrDefault(part, 0.0)) / Math.max(1, events);
                    used.put(part, Math.round(each * 1000) / 1000.0);
                });
        return used;
    }

    public static double total(Map<String, Double> before, Map<String, Double> after) {
        return after.entrySet().stream()
                .mapToDouble(used -> used.getValue() - before.getOrDefault(used.getKey(), 0.0))
                .sum();
    }

    private Map<String, Double> ofEach(ToDoubleFunction<ProcessHandle> figure) {
        Map<String, Double> figures = new LinkedHashMap<>();
        pids.forEach(
                (part, pid) ->
                        ProcessHandle.of(pid)
                                .ifPresent(
                                        process ->
                                                figures.put(
                                                        part,
                                                        family(process)
                                                                .mapToDouble(figure)
                                                                .sum())));
        return figures;
    }

    private static Stream<ProcessHandle> family(ProcessHandle process) {
        return isBench(process)
                ? Stream.of(process)
                : Stream.concat(Stream.of(process), process.descendants());
    }

    private static boolean isBench(ProcessHandle process) {
        return process.equals(ProcessHandle.current());
    }

    private static double cpu(ProcessHandle process) {
        try {
            String stat = Files.readString(PROC.resolve(process.pid() + "/stat"));
            // The command's name stands in brackets and may hold anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            List<Integer> counted = isBench(process) ? OWN_CPU_FIELDS : CPU_FIELDS;
            return milliseconds(counted.stream().mapToLong(i -> Long.parseLong(fields[i])).sum());
        } catch (IOException e) {
            // Ended meanwhile; its parent has its time.
            return 0;
        }
    }

    static double milliseconds(long ticks) {
        return ticks * 1000 / TICKS_PER_SECOND;
    }

    private static double sockets(ProcessHandle process) {
        try (Stream<Path> open = Files.list(PROC.resolve(process.pid() + "/fd"))) {
            return open.filter(Processes::isSocket).count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }

    private static double proportionalMiB(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(PROC.resolve(process.pid() + "/smaps_rollup"))) {
            long kiB =
                    lines.filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum();
            return Math.round(kiB / 102.4) / 10.0;
        } catch (IOException e) {
            return 0;
        }
    }
}
