package org.purposecdp.kit.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int QUEUE = 3;

    private final Vertx vertx = Vertx.vertx();
    private final Context caller = vertx.getOrCreateContext();
    private final Workers workers = new Workers("cdp-test", QUEUE);

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private record Where(boolean eventLoop, String thread, Context context) {
        static Where now() {
            return new Where(
                    Context.isOnEventLoopThread(),
                    Thread.currentThread().getName(),
                    Vertx.currentContext());
        }
    }

    private record Seen(Where work, Where next) {}

    @Test
    void worksOnItsOwnThreadAndGoesOnWhereTheCallerIs() {
        Seen seen =
                onCaller(() -> workers.run(Where::now).map(work -> new Seen(work, Where.now())));

        assertThat(seen.work().eventLoop()).isFalse();
        assertThat(seen.work().thread()).startsWith("cdp-test-");
        assertThat(seen.next().eventLoop()).isTrue();
        assertThat(seen.next().context()).isSameAs(caller);
    }

    @Test
    void whatFailsIsToldWhereTheCallerIsToo() {
        Where told =
                onCaller(
                        () ->
                                workers.<Where>run(
                                                () -> {
                                                    throw new IllegalStateException();
                                                })
                                        .onFailure(IllegalStateException.class)
                                        .recoverWithItem(Where::now));

        assertThat(told.context()).isSameAs(caller);
    }

    @Test
    void whatIsNotHeavyIsDoneAtOnce() {
        Where work = onCaller(() -> workers.run(false, Where::now));

        assertThat(work.context()).isSameAs(caller);
    }

    @Test
    void whoComesWhenTooManyWaitIsToldSoAndTheOthersAreDone() {
        CountDownLatch held = new CountDownLatch(1);
        List<CompletableFuture<Integer>> taken = new ArrayList<>();
        int room = Math.max(2, Runtime.getRuntime().availableProcessors()) + QUEUE;
        for (int i = 0; i < room; i++) {
            int number = i;
            taken.add(
                    workers.run(
                                    () -> {
                                        awaitUninterruptibly(held);
                                        return number;
                                    })
                            .subscribeAsCompletionStage());
        }

        assertThatThrownBy(() -> workers.run(() -> 0).await().atMost(PATIENCE))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        full -> assertThat(full.type()).isEqualTo(CommonProblem.NOT_READY));

        held.countDown();
        for (int i = 0; i < room; i++) {
            assertThat(taken.get(i).join()).isEqualTo(i);
        }
        assertThat(workers.run(() -> 7).await().atMost(PATIENCE)).isEqualTo(7);
    }

    private static void awaitUninterruptibly(CountDownLatch held) {
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T onCaller(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .deferred(work)
                .runSubscriptionOn(task -> caller.runOnContext(ignored -> task.run()))
                .await()
                .atMost(PATIENCE);
    }
}
