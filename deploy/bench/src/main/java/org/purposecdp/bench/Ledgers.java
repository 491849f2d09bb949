package org.purposecdp.bench;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** The books of all runs: what arrives late still counts for the run it belongs to. */
final class Ledgers {
    private final Map<String, Ledger> byRun = new ConcurrentHashMap<>();

    void open(Ledger ledger) {
        byRun.put(ledger.run(), ledger);
    }

    Optional<Ledger> of(Mark mark) {
        return Optional.ofNullable(byRun.get(mark.run()));
    }

    long total(ToLongFunction<Ledger> figure) {
        return byRun.values().stream().mapToLong(figure).sum();
    }
}
