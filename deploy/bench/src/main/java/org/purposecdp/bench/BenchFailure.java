package org.purposecdp.bench;

/** What went wrong and what to do next. */
final class BenchFailure extends RuntimeException {
    BenchFailure(String what, String next) {
        super(what + "\n  next: " + next);
    }
}
