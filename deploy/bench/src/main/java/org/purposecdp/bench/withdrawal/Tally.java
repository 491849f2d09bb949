package org.purposecdp.bench.withdrawal;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

import org.purposecdp.bench.Latencies;

/** The calls of one kind in one phase, by when they were due. */
final class Tally {
    private final Latencies took = new Latencies();
    private long answered;
    private long failed;

    /**
     * By kind and phase. A call that the point cut off as it went is none.
     *
     * @param point the service that was away
     */
    static Map<Call, Map<Phase, Tally>> of(
            Collection<Answer> answers, Timeline timeline, String point) {
        Map<Call, Map<Phase, Tally>> tallies = new EnumMap<>(Call.class);
        for (Answer answer : answers) {
            boolean cutOff =
                    answer.failed()
                            && answer.call().service().equals(point)
                            && timeline.away(answer.due(), answer.at());
            if (!cutOff) {
                tallies.computeIfAbsent(answer.call(), call -> new EnumMap<>(Phase.class))
                        .computeIfAbsent(timeline.at(answer.due()), phase -> new Tally())
                        .add(answer);
            }
        }
        return tallies;
    }

    private void add(Answer answer) {
        if (answer.failed()) {
            failed++;
        } else {
            answered++;
            took.add(answer.took());
        }
    }

    Latencies took() {
        return took;
    }

    /** Without those that failed. */
    long answered() {
        return answered;
    }

    long failed() {
        return failed;
    }
}
