package org.purposecdp.kit.work;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/**
 * Threads of one kind of work, as many as there are processors, with a queue that has an end: who
 * comes when it is full is told so at once. What follows the work is done where its caller is:
 * statements of a transaction are sent from one context, and a request has its own.
 */
public final class Workers {
    private static final int FEWEST_THREADS = 2;
    private static final long IDLE_SECONDS = 60;
    private static final int RETRY_AFTER_SECONDS = 2;

    private final ThreadPoolExecutor threads;

    /**
     * @param name of its threads, before their numbers
     * @param queue how many may wait
     */
    public Workers(String name, int queue) {
        int most = Math.max(FEWEST_THREADS, Runtime.getRuntime().availableProcessors());
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(
                        most,
                        most,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(queue),
                        work -> {
                            Thread thread = new Thread(work, name + '-' + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Fails with NOT_READY where too many wait. */
    public <T> Uni<T> run(Supplier<T> work) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            Context caller = Vertx.currentContext();
                            Uni<T> done =
                                    Uni.createFrom()
                                            .item(work)
                                            .runSubscriptionOn(threads)
                                            .onFailure(RejectedExecutionException.class)
                                            .transform(full -> tooManyWait());
                            return caller == null
                                    ? done
                                    : done.emitOn(
                                            next -> caller.runOnContext(ignored -> next.run()));
                        });
    }

    /**
     * @param heavy false for what is done sooner than handed over: it is done at once
     */
    public <T> Uni<T> run(boolean heavy, Supplier<T> work) {
        return heavy ? run(work) : Uni.createFrom().item(work);
    }

    private static ProblemException tooManyWait() {
        return new ProblemException(
                        CommonProblem.NOT_READY, "too much is under way; send it again later")
                .withRetryAfter(RETRY_AFTER_SECONDS);
    }
}
