package org.purposecdp.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;

/**
 * The books of one run: what was due when, what capture answered, what arrived. An event is lost
 * when capture took it and nothing came; doubled when it came under two webhook-ids. A repeat under
 * the same webhook-id is none.
 */
final class Ledger {
    private static final int UNANSWERED = 0;
    private static final int ACCEPTED = 1;
    private static final int REFUSED = 2;

    private final String run;
    private final int batchSize;
    private final IntPredicate isNew;
    private final long anchorNanos = System.nanoTime();
    private final long anchorMillis = System.currentTimeMillis();
    private final AtomicLongArray due;
    private final AtomicIntegerArray sizes;
    private final AtomicIntegerArray answers;
    private final AtomicReferenceArray<String> webhookIds;
    private final AtomicIntegerArray inProfile;
    private final LongAdder sent = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder doubled = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final ConcurrentMap<String, LongAdder> refusals = new ConcurrentHashMap<>();
    private final Latencies late = new Latencies();
    private final Latencies capture = new Latencies();
    private final Latencies toProfile = new Latencies();
    private final Latencies toWebhook = new Latencies();
    private final Latencies toWebhookOfNew = new Latencies();

    /**
     * @param events how many there can be at most
     * @param isNew whether the event of this number is a person's first
     */
    Ledger(String run, int events, int batchSize, IntPredicate isNew) {
        int batches = (events + batchSize - 1) / batchSize;
        this.run = run;
        this.batchSize = batchSize;
        this.isNew = isNew;
        this.due = new AtomicLongArray(batches);
        this.sizes = new AtomicIntegerArray(batches);
        this.answers = new AtomicIntegerArray(batches);
        this.webhookIds = new AtomicReferenceArray<>(batches * batchSize);
        this.inProfile = new AtomicIntegerArray(batches * batchSize);
    }

    String run() {
        return run;
    }

    /** What is sent from now on counts; its time is the scheduled one, late or not. */
    void sending(int batch, int events, long dueNanos, long nowNanos) {
        sizes.set(batch, events);
        answers.set(batch, UNANSWERED);
        due.set(batch, dueNanos);
        sent.add(events);
        late.add(nowNanos - dueNanos);
    }

    void accepted(int batch, long nowNanos) {
        answers.set(batch, ACCEPTED);
        capture.add(nowNanos - due.get(batch));
    }

    /**
     * @param reason a status, or what became of the connection; the events may have been taken
     */
    void refused(int batch, int events, String reason) {
        answers.set(batch, REFUSED);
        refused.add(events);
        refusals.computeIfAbsent(reason, any -> new LongAdder()).add(events);
    }

    void arrived(int number, String webhookId, long nowNanos) {
        if (!isKnown(number)) {
            return;
        }
        if (webhookIds.compareAndSet(number, null, webhookId)) {
            received.increment();
            long took = nowNanos - dueOf(number);
            toWebhook.add(took);
            if (isNew.test(number)) {
                toWebhookOfNew.add(took);
            }
        } else if (webhookIds.get(number).equals(webhookId)) {
            repeated.increment();
        } else {
            doubled.increment();
        }
    }

    /**
     * @param appendMillis when the broker took the first change of a profile that has the event
     */
    void inProfile(int number, long appendMillis) {
        if (isKnown(number) && inProfile.compareAndSet(number, 0, 1)) {
            long dueMillis =
                    anchorMillis + TimeUnit.NANOSECONDS.toMillis(dueOf(number) - anchorNanos);
            toProfile.add(TimeUnit.MILLISECONDS.toNanos(appendMillis - dueMillis));
        }
    }

    private boolean isKnown(int number) {
        return number < webhookIds.length();
    }

    private long dueOf(int number) {
        return due.get(number / batchSize);
    }

    long sent() {
        return sent.sum();
    }

    long refused() {
        return refused.sum();
    }

    Map<String, Long> refusals() {
        Map<String, Long> byReason = new TreeMap<>();
        refusals.forEach((reason, count) -> byReason.put(reason, count.sum()));
        return byReason;
    }

    long received() {
        return received.sum();
    }

    long doubled() {
        return doubled.sum();
    }

    long repeated() {
        return repeated.sum();
    }

    /** On the way: sent, not refused, not here yet. */
    long underWay() {
        return Math.max(0, sent.sum() - refused.sum() - received.sum());
    }

    /** Whether capture has taken that event. */
    boolean accepted(int number) {
        return answers.get(number / batchSize) == ACCEPTED;
    }

    /** Whether it was sent, and capture did not say that it has taken it; it may have. */
    boolean uncertain(int number) {
        return due.get(number / batchSize) != 0 && !accepted(number);
    }

    int size() {
        return webhookIds.length();
    }

    /** Whether capture has answered all that was sent. */
    boolean answered() {
        for (int batch = 0; batch < answers.length(); batch++) {
            if (due.get(batch) != 0 && answers.get(batch) == UNANSWERED) {
                return false;
            }
        }
        return true;
    }

    boolean settled() {
        return answered() && lost() == 0;
    }

    /** Of what capture took. */
    long lost() {
        long lost = 0;
        for (int batch = 0; batch < answers.length(); batch++) {
            if (answers.get(batch) == ACCEPTED) {
                lost += missing(batch);
            }
        }
        return lost;
    }

    private int missing(int batch) {
        int missing = 0;
        for (int at = 0; at < sizes.get(batch); at++) {
            if (webhookIds.get(batch * batchSize + at) == null) {
                missing++;
            }
        }
        return missing;
    }

    Latencies late() {
        return late;
    }

    Latencies capture() {
        return capture;
    }

    Latencies toProfile() {
        return toProfile;
    }

    Latencies toWebhook() {
        return toWebhook;
    }

    Latencies toWebhookOfNew() {
        return toWebhookOfNew;
    }
}
