package org.purposecdp.bench.withdrawal;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

import org.purposecdp.bench.Latencies;

/**
 * What withdrawals that were due in one phase were answered.
 *
 * @param tooSoon enforced, asked and answered while the point was down
 * @param recorded by who was pending
 * @param refused by status, or what became of the connection
 * @param ms of those that were answered, from when one was due
 */
record Withdrawn(
        long enforced,
        long tooSoon,
        Map<String, Long> recorded,
        Map<String, Long> refused,
        Latencies.Quantiles ms) {

    static Map<Phase, Withdrawn> of(Collection<Answer> answers, Timeline timeline) {
        Map<Phase, Count> counts = new EnumMap<>(Phase.class);
        for (Answer answer : answers) {
            if (answer.call() == Call.WITHDRAWAL) {
                counts.computeIfAbsent(timeline.at(answer.due()), phase -> new Count())
                        .add(answer, timeline);
            }
        }
        Map<Phase, Withdrawn> withdrawn = new EnumMap<>(Phase.class);
        counts.forEach((phase, count) -> withdrawn.put(phase, count.told()));
        return withdrawn;
    }

    private static final class Count {
        private final Latencies took = new Latencies();
        private final Map<String, Long> recorded = new TreeMap<>();
        private final Map<String, Long> refused = new TreeMap<>();
        private long enforced;
        private long tooSoon;

        void add(Answer answer, Timeline timeline) {
            if (answer.failed()) {
                refused.merge(answer.failure(), 1L, Long::sum);
                return;
            }
            took.add(answer.took());
            if (answer.enforced()) {
                enforced++;
                tooSoon += withoutThePoint(answer, timeline) ? 1 : 0;
            } else {
                String pending = String.join(", ", answer.enforcement().pending());
                recorded.merge(pending, 1L, Long::sum);
            }
        }

        private static boolean withoutThePoint(Answer answer, Timeline timeline) {
            return timeline.at(answer.due()) == Phase.DOWN
                    && timeline.at(answer.at()) == Phase.DOWN;
        }

        Withdrawn told() {
            return new Withdrawn(enforced, tooSoon, recorded, refused, took.quantiles());
        }
    }
}
