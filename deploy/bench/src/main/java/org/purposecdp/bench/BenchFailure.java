package org.purposecdp.bench;

/** What went wrong and what to do next. */
public final class BenchFailure extends RuntimeException {
    public BenchFailure(String what, String next) {
        super(what + "\n  next: " + next);
    }
}
