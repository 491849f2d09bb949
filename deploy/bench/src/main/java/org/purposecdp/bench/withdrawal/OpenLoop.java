package org.purposecdp.bench.withdrawal;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.purposecdp.bench.Pace;

/**
 * Makes each kind of call so many times a second by the clock, whatever became of the ones before.
 * Numbers go on from round to round, so that every withdrawal is of somebody else.
 */
final class OpenLoop {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Sender sender;
    private final String point;
    private final int rate;
    private final int probeRate;
    private final Map<Call, AtomicInteger> numbers = new EnumMap<>(Call.class);

    /**
     * @param point the service that is not called while it is away
     * @param rate of withdrawals
     * @param probeRate of each other kind
     */
    OpenLoop(Sender sender, String point, int rate, int probeRate) {
        this.sender = sender;
        this.point = point;
        this.rate = rate;
        this.probeRate = probeRate;
        for (Call call : Call.values()) {
            numbers.put(call, new AtomicInteger());
        }
    }

    private record Turn(Call call, long due) {}

    /** Returns when all is answered, which each call is in the end. */
    void run(Round round, Duration duration, boolean waits) {
        AtomicInteger open = new AtomicInteger();
        long start = System.nanoTime();
        PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparingLong(Turn::due));
        for (Call call : Call.values()) {
            // Not all at once.
            turns.add(new Turn(call, start + every(call) * call.ordinal() / Call.values().length));
        }
        while (turns.peek().due() < start + duration.toNanos()) {
            Turn turn = turns.poll();
            Pace.sleepUntil(turn.due());
            if (!away(turn, round)) {
                send(turn, round, waits, open);
            }
            turns.add(new Turn(turn.call(), turn.due() + every(turn.call())));
        }
        while (open.get() > 0) {
            Pace.sleepUntil(System.nanoTime() + SECOND / 20);
        }
    }

    private void send(Turn turn, Round round, boolean waits, AtomicInteger open) {
        int number = numbers.get(turn.call()).getAndIncrement();
        open.incrementAndGet();
        round.sending(turn.due());
        sender.send(
                turn.call(),
                number,
                turn.due(),
                waits,
                answer -> {
                    round.answered(answer);
                    open.decrementAndGet();
                });
    }

    private boolean away(Turn turn, Round round) {
        return turn.call().service().equals(point)
                && round.timeline().at(System.nanoTime()).pointIsAway();
    }

    private long every(Call call) {
        return SECOND / (call.isProbe() ? probeRate : rate);
    }
}
