package org.purposecdp.bench.withdrawal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import org.purposecdp.bench.Latencies;
import org.purposecdp.bench.Machine;
import org.purposecdp.bench.Processes;

/** The books of one stretch of load: its phases, what was answered, who used the machine. */
final class Round {
    private final Timeline timeline = new Timeline();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Latencies late = new Latencies();
    private final Map<Phase, Map<String, Double>> shares = new EnumMap<>(Phase.class);
    private final Supplier<Map<String, Long>> pids;
    private Usage since;

    private record Usage(Phase phase, Machine machine, Map<String, Double> cpu) {}

    /**
     * @param pids of the parts that run at that moment
     */
    Round(Supplier<Map<String, Long>> pids) {
        this.pids = pids;
    }

    /** From now on. */
    synchronized void begin(Phase phase) {
        timeline.begin(phase, System.nanoTime());
        account(phase);
    }

    synchronized void end() {
        account(null);
    }

    /** What has ended meanwhile is left out; what was started counts from its start. */
    private void account(Phase next) {
        Usage now = new Usage(next, Machine.now(), new Processes(pids.get()).cpu());
        if (since != null) {
            Map<String, Double> before = since.cpu();
            shares.put(
                    since.phase(),
                    Machine.shares(
                            since.machine(), now.machine(), Processes.total(before, now.cpu())));
        }
        since = now;
    }

    void sending(long due) {
        late.add(System.nanoTime() - due);
    }

    void answered(Answer answer) {
        answers.add(answer);
    }

    Timeline timeline() {
        return timeline;
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }

    Latencies late() {
        return late;
    }

    Map<Phase, Map<String, Double>> shares() {
        return shares;
    }
}
