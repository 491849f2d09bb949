package org.purposecdp.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An operating-system process of ours, found again by its pid file even by a launcher that did not
 * start it.
 */
final class PartProcess {

    /**
     * Writes its own pid before it becomes the part, so that a launcher killed at any moment leaves
     * no process that {@code down} cannot find; a session of its own keeps a terminal's Ctrl-C from
     * reaching every part at once.
     */
    private static final String LAUNCH =
            """
            echo $$ > "$0"
            if command -v setsid > /dev/null; then exec setsid "$@"; else exec "$@"; fi
            """;

    private final String name;
    private final RunDirectory run;
    private volatile ProcessHandle started;

    PartProcess(String name, RunDirectory run) {
        this.name = name;
        this.run = run;
    }

    void start(List<String> command, Map<String, String> environment) {
        List<String> whole =
                new ArrayList<>(List.of("/bin/sh", "-c", LAUNCH, pidFile().toString()));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).directory(run.data(name).toFile());
        builder.environment().keySet().removeIf(PartProcess::leaksIntoParts);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        try {
            Process process = builder.start();
            started = process.toHandle();
            // The same number that the process writes itself, here at once for whoever asks before
            // it has.
            Files.writeString(pidFile(), process.pid() + "\n");
        } catch (IOException e) {
            throw new StartFailure(
                    name,
                    "cannot be run: " + e.getMessage(),
                    "check that " + command.get(0) + " works");
        }
    }

    /**
     * A developer's own settings for some other Quarkus, Keycloak or Kafka must not change ours.
     */
    private static boolean leaksIntoParts(String variable) {
        return variable.startsWith("QUARKUS_") && !variable.startsWith("QUARKUS_OTEL_")
                || variable.startsWith("KC_")
                || variable.startsWith("KAFKA_")
                || variable.startsWith("PG")
                || variable.equals("JAVA_TOOL_OPTIONS")
                        && System.getenv(variable).contains("-agentlib");
    }

    Path log() {
        return run.log(name);
    }

    Optional<Long> pid() {
        return handle().map(ProcessHandle::pid);
    }

    boolean alive() {
        return handle().isPresent();
    }

    /** Sends a signal by name; false where there is no such process. */
    boolean signal(String signal) {
        Optional<Long> pid = pid();
        if (pid.isEmpty()) {
            return false;
        }
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + signal, Long.toString(pid.get()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return kill.waitFor() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks it to end by {@code signal} and, past {@code patience}, kills it. */
    void stop(String signal, Duration patience) {
        Optional<ProcessHandle> handle = handle();
        if (handle.isPresent()) {
            signal("CONT");
            signal(signal);
            if (!ended(handle.get(), patience)) {
                kill();
            }
        }
        forget();
    }

    /** What it had started itself, as PostgreSQL a process a connection, is waited for too. */
    void kill() {
        Optional<ProcessHandle> handle = handle();
        if (handle.isPresent()) {
            List<ProcessHandle> below = handle.get().descendants().toList();
            signal("KILL");
            ended(handle.get(), Duration.ofSeconds(10));
            below.forEach(each -> ended(each, Duration.ofSeconds(10)));
        }
        forget();
    }

    private Path pidFile() {
        return run.pidFile(name);
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ProcessHandle> handle() {
        // While it becomes the part, its pid file or its command line may be found empty.
        ProcessHandle own = started;
        if (own != null && own.isAlive()) {
            return Optional.of(own);
        }
        try {
            String pid = Files.readString(pidFile()).strip();
            return pid.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(pid)).filter(this::isOurs);
        } catch (java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A pid is given out again after a reboot; the command line tells whose it is. */
    private boolean isOurs(ProcessHandle handle) {
        return handle.isAlive() && CommandLine.of(handle.pid()).contains(run.path().toString());
    }

    private static boolean ended(ProcessHandle handle, Duration patience) {
        try {
            handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            return !handle.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !handle.isAlive();
        }
    }
}
