package org.purposecdp.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;

import picocli.CommandLine;

import org.purposecdp.local.StartFailure;

/** A command of the bench, run from its script. */
public final class Program {
    private static final int FAILED = 1;

    private Program() {}

    /** Ends the process with the command's status; of what is to be expected there is no trace. */
    public static void run(String name, Callable<Integer> command, String[] arguments) {
        System.exit(
                new CommandLine(command)
                        .setExecutionExceptionHandler(
                                (thrown, line, parsed) -> {
                                    Throwable failure = causeOf(thrown);
                                    if (failure instanceof BenchFailure) {
                                        line.getErr().println(name + ": " + failure.getMessage());
                                    } else if (failure instanceof StartFailure start) {
                                        line.getErr().println(name + ": " + told(start));
                                    } else {
                                        failure.printStackTrace(line.getErr());
                                    }
                                    return FAILED;
                                })
                        .execute(arguments));
    }

    /** What failed in another thread comes wrapped. */
    private static Throwable causeOf(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** As bench failures are, with the last lines of the part's log. */
    private static String told(StartFailure failure) {
        StringBuilder told = new StringBuilder(failure.getMessage());
        failure.lastLines().forEach(line -> told.append("\n  | ").append(line));
        return told.append("\n  next: ").append(failure.remedy()).toString();
    }
}
