package org.purposecdp.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One process of the stack: started, waited for, stopped, and, by tests, killed, paused and started
 * again.
 */
public abstract class Part {

    /** Every part listens here only: nothing of a local stack is reachable from another machine. */
    static final String HOST = "127.0.0.1";

    private final String name;
    private final RunDirectory run;
    private final PartProcess process;
    private final int port;
    private boolean over;

    Part(String name, RunDirectory run, int port) {
        this.name = name;
        this.run = run;
        this.process = new PartProcess(name, run);
        this.port = port;
    }

    /** Prepares what the process needs and launches it. */
    abstract void launch();

    /** Stops a process of an earlier start that only its data still tells of. */
    void stopEarlier() {}

    /** Whether it does its work; called again and again until it does. */
    abstract boolean ready();

    abstract Duration patience();

    /** The signal that ends it in order. */
    String stopSignal() {
        return "TERM";
    }

    public final String name() {
        return name;
    }

    public final int port() {
        return port;
    }

    public final Path log() {
        return process.log();
    }

    public final Optional<Long> pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.alive();
    }

    /** Starts it and returns once it is ready. */
    public void start() {
        stopEarlier();
        requireFreePort();
        launch();
        awaitReady();
    }

    public final void awaitReady() {
        long deadline = System.nanoTime() + patience().toNanos();
        while (!ready()) {
            if (!alive()) {
                throw new StartFailure(
                        name, "ended while it was starting", "see its log: " + log(), log());
            }
            if (System.nanoTime() > deadline) {
                throw new StartFailure(
                        name,
                        "was not ready after " + patience().toSeconds() + " s",
                        "see its log: " + log() + "; a loaded machine may need a second try",
                        log());
            }
            pause(Duration.ofMillis(150));
        }
    }

    public void stop() {
        process.stop(stopSignal(), Duration.ofSeconds(35));
    }

    /** kill -9. */
    public void kill() {
        process.kill();
    }

    /** SIGSTOP: alive, holding its connections, answering nothing. */
    public void suspend() {
        process.signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        process.signal("CONT");
    }

    public void restart() {
        stop();
        start();
    }

    final RunDirectory run() {
        return run;
    }

    final Path data() {
        return run.data(name);
    }

    final synchronized void run(List<String> command, Map<String, String> environment) {
        if (over) {
            throw new StartFailure(name, "not started: the stack is being stopped", "start again");
        }
        process.start(command, environment);
    }

    /** Stops it for good: a start under way in another thread launches nothing any more. */
    final void end() {
        synchronized (this) {
            over = true;
        }
        stop();
    }

    /** Runs a step to its end, its output in the part's log. */
    final void complete(List<String> command) {
        try {
            Process step =
                    new ProcessBuilder(command)
                            .directory(data().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                            .start();
            int status = step.waitFor();
            if (status != 0) {
                throw new StartFailure(
                        name,
                        Path.of(command.get(0)).getFileName() + " ended with status " + status,
                        "see its log: " + log(),
                        log());
            }
        } catch (IOException e) {
            throw new StartFailure(
                    name, "cannot be run: " + e.getMessage(), "check that it is installed", log());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure(name, "interrupted", "start again", log());
        }
    }

    final void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new StartFailure(
                    name, "cannot write " + file + ": " + e.getMessage(), "check the disk");
        }
    }

    static String javaCommand() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    void requireFreePort() {
        if (!free(port)) {
            throw new StartFailure(
                    name,
                    "port " + port + " is taken",
                    "stop what listens there, or set " + Ports.variable(name));
        }
    }

    static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(HOST, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("launcher", "interrupted", "start again");
        }
    }
}
