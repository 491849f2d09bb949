package org.purposecdp.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.purposecdp.local.demo.Demo;

/** {@code deploy/local/up}: starts the stack, runs the demo and stays until it is told to stop. */
final class Up {

    static final int FAILED = 1;
    static final int MISUSED = 2;

    private static final Set<String> FLAGS =
            Set.of("--fresh", "--detach", "--no-demo", "--once", "--parts-only", "--no-build");
    private static final String USAGE =
            """
            usage: deploy/local/up [--fresh] [--detach] [--no-demo] [--once]
              --fresh     wipes what earlier starts kept
              --detach    leaves everything running and returns; deploy/local/down stops it
              --no-demo   starts with nothing in it
              --once      runs the demo, stops everything and exits with the demo's status""";

    private final PrintStream out = System.out;
    private final Console console = new Console(out);
    private final Set<String> flags;

    private Up(Set<String> flags) {
        this.flags = flags;
    }

    public static void main(String[] arguments) {
        Set<String> flags = new HashSet<>(List.of(arguments));
        if (flags.contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        List<String> unknown = new ArrayList<>(flags);
        unknown.removeAll(FLAGS);
        if (!unknown.isEmpty()) {
            System.err.println("unknown: " + String.join(" ", unknown) + "\n" + USAGE);
            System.exit(MISUSED);
        }
        System.exit(new Up(flags).run());
    }

    private int run() {
        Thread ticker = new Thread(this::tick, "ticker");
        ticker.setDaemon(true);
        ticker.start();
        try {
            return start();
        } catch (StartFailure failure) {
            console.failure(failure);
            return FAILED;
        }
    }

    private int start() {
        long from = System.nanoTime();
        Checkout checkout = Checkout.find();
        requireNoOther(checkout);
        StackSettings settings =
                StackSettings.local(checkout, System.getenv()).withFresh(flags.contains("--fresh"));
        Stack stack =
                new Stack(
                        flags.contains("--parts-only")
                                ? settings.withServices(List.of())
                                : settings);
        Thread onInterrupt = new Thread(() -> stopAll(stack), "stop");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        stack.start(console);
        out.printf(Locale.ROOT, "%nready after %.0f s%n", (System.nanoTime() - from) / 1e9);
        int status = demonstrate(stack);
        if (flags.contains("--once")) {
            return status;
        }
        sayHow(stack);
        if (flags.contains("--detach")) {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
            return status;
        }
        watch(stack);
        return FAILED;
    }

    private int demonstrate(Stack stack) {
        if (flags.contains("--no-demo") || flags.contains("--parts-only")) {
            return 0;
        }
        out.println();
        return Demo.run(stack.description(), out);
    }

    private void requireNoOther(Checkout checkout) {
        RunDirectory run = RunDirectory.at(checkout.runDirectory());
        PartProcess launcher = new PartProcess("launcher", run);
        long self = ProcessHandle.current().pid();
        launcher.pid()
                .filter(pid -> pid != self)
                .ifPresent(
                        pid -> {
                            throw new StartFailure(
                                    "launcher",
                                    "this stack is running already, as process " + pid,
                                    "deploy/local/down stops it");
                        });
        try {
            Files.writeString(run.pidFile("launcher"), self + "\n");
        } catch (IOException e) {
            throw new StartFailure(
                    "launcher", "cannot write its pid: " + e.getMessage(), "check the disk");
        }
    }

    private void stopAll(Stack stack) {
        out.println("\nstopping");
        stack.stop();
        out.println("stopped; data is kept, deploy/local/up --fresh wipes it");
    }

    private void sayHow(Stack stack) {
        StackDescription description = stack.description();
        out.println();
        description
                .services()
                .forEach(
                        (name, service) -> out.printf("%-20s %s/q/openapi%n", name, service.url()));
        out.printf("%-20s %s%n", "tokens", description.oidc().token());
        out.printf("%-20s %s (clients, secrets, stores)%n", "everything else", description.file());
        out.printf("%-20s %s%n", "logs", Path.of(description.file()).resolveSibling("logs"));
        out.println(
                flags.contains("--detach")
                        ? "deploy/local/down stops it"
                        : "Ctrl-C, or deploy/local/down elsewhere, stops it");
    }

    /** Until somebody stops us; a part that ends by itself is named once. */
    private void watch(Stack stack) {
        Set<String> gone = new HashSet<>();
        while (true) {
            Part.pause(Duration.ofSeconds(1));
            for (Part part : stack.parts()) {
                if (!part.alive() && gone.add(part.name())) {
                    console.say(part.name() + " has ended; its log: " + part.log());
                } else if (part.alive() && gone.remove(part.name())) {
                    console.say(part.name() + " is back");
                }
            }
        }
    }

    private void tick() {
        while (true) {
            Part.pause(Duration.ofSeconds(1));
            console.tick();
        }
    }
}
