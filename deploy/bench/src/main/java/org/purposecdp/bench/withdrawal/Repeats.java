package org.purposecdp.bench.withdrawal;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.purposecdp.bench.Pace;

/** Asks again for withdrawals that were recorded only, each under its key, at the same rate. */
final class Repeats {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE = 120 * SECOND;

    private final Sender sender;
    private final int rate;

    Repeats(Sender sender, int rate) {
        this.sender = sender;
        this.rate = rate;
    }

    /** Answers those that are not enforced in the end. */
    List<Answer> untilEnforced(List<Answer> withdrawals) {
        long end = System.nanoTime() + PATIENCE;
        List<Answer> left = withdrawals;
        while (!left.isEmpty() && System.nanoTime() < end) {
            left = ask(left).stream().filter(answer -> !answer.enforced()).toList();
        }
        return left;
    }

    private List<Answer> ask(List<Answer> withdrawals) {
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        CountDownLatch open = new CountDownLatch(withdrawals.size());
        long due = System.nanoTime();
        for (Answer withdrawal : withdrawals) {
            Pace.sleepUntil(due);
            sender.send(
                    Call.WITHDRAWAL,
                    withdrawal.number(),
                    due,
                    true,
                    answer -> {
                        answers.add(answer);
                        open.countDown();
                    });
            due += SECOND / rate;
        }
        await(open);
        return List.copyOf(answers);
    }

    private static void await(CountDownLatch open) {
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
