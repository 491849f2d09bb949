package org.purposecdp.bench;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** The books of all runs: what arrives late still counts for the run it belongs to. */
final class Ledgers implements Books {
    private final Map<String, Ledger> byRun = new ConcurrentHashMap<>();

    void open(Ledger ledger) {
        byRun.put(ledger.run(), ledger);
    }

    @Override
    public void arrived(Mark mark, String webhookId, long nanos) {
        of(mark).ifPresent(ledger -> ledger.arrived(mark.number(), webhookId, nanos));
    }

    Optional<Ledger> of(Mark mark) {
        return Optional.ofNullable(byRun.get(mark.run()));
    }

    long total(ToLongFunction<Ledger> figure) {
        return byRun.values().stream().mapToLong(figure).sum();
    }
}
