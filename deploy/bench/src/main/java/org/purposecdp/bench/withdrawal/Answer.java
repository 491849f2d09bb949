package org.purposecdp.bench.withdrawal;

import java.util.List;

/**
 * What became of a call.
 *
 * @param number of the call among those of its kind
 * @param due when it had to leave, in {@code System.nanoTime()}, as is {@code at}
 * @param at when its answer was there
 * @param failure a status, or what became of the connection; null when it succeeded
 * @param enforcement null where none was told
 */
record Answer(Call call, int number, long due, long at, String failure, Enforcement enforcement) {

    /**
     * @param state recorded or enforced
     * @param pending points that have not acknowledged it
     */
    record Enforcement(String state, List<String> pending) {}

    long took() {
        return at - due;
    }

    boolean failed() {
        return failure != null;
    }

    boolean enforced() {
        return enforcement != null && enforcement.state().equals("enforced");
    }
}
