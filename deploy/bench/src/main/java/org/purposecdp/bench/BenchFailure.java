package org.purposecdp.bench;

import picocli.CommandLine;

/** What went wrong and what to do next. */
public final class BenchFailure extends RuntimeException {
    public BenchFailure(String what, String next) {
        super(what + "\n  next: " + next);
    }

    /** A command that ends with 1 at a failure, and prints what it says rather than a trace. */
    static CommandLine told(CommandLine command) {
        return command.setExecutionExceptionHandler(
                (failure, failed, parsed) -> {
                    if (failure instanceof BenchFailure) {
                        System.err.println("bench: " + failure.getMessage());
                    } else {
                        failure.printStackTrace();
                    }
                    return 1;
                });
    }
}
