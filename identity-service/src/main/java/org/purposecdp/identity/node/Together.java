package org.purposecdp.identity.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Only so many are handled at a time; whoever comes meanwhile goes into the next, all together. Who
 * calls waits, so that no more wait than there are callers.
 *
 * @param <T> what is handled
 * @param <R> what comes of it, for all that were together
 */
final class Together<T, R> {
    private static final int MOST = 500;

    private final int atOnce;
    private final Function<List<T>, Uni<R>> handle;
    private final Deque<Waiting<T, R>> waiting = new ArrayDeque<>();
    private int busy;

    private record Waiting<T, R>(List<T> some, UniEmitter<? super R> done) {}

    Together(int atOnce, Function<List<T>, Uni<R>> handle) {
        this.atOnce = atOnce;
        this.handle = handle;
    }

    Uni<R> take(List<T> some) {
        return Uni.createFrom()
                .emitter(
                        done -> {
                            synchronized (this) {
                                waiting.add(new Waiting<>(some, done));
                            }
                            next();
                        });
    }

    private void next() {
        List<Waiting<T, R>> callers = new ArrayList<>();
        List<T> all = new ArrayList<>();
        synchronized (this) {
            if (busy == atOnce || waiting.isEmpty()) {
                return;
            }
            busy++;
            while (!waiting.isEmpty()
                    && (callers.isEmpty() || all.size() + waiting.peek().some().size() <= MOST)) {
                callers.add(waiting.remove());
                all.addAll(callers.get(callers.size() - 1).some());
            }
        }
        handle(all)
                .subscribe()
                .with(
                        result -> {
                            callers.forEach(each -> each.done().complete(result));
                            free();
                        },
                        failure -> failed(callers, failure));
    }

    /** What it throws is a failure as well: otherwise nobody would come after it. */
    private Uni<R> handle(List<T> some) {
        return Uni.createFrom().deferred(() -> handle.apply(some));
    }

    /** What cannot be handled must not hold up the others: each is tried by itself. */
    private void failed(List<Waiting<T, R>> callers, Throwable failure) {
        if (callers.size() == 1) {
            callers.get(0).done().fail(failure);
            free();
            return;
        }
        Uni<R> each = Uni.createFrom().nullItem();
        for (Waiting<T, R> one : callers) {
            each =
                    each.chain(() -> handle(one.some()))
                            .invoke(result -> one.done().complete(result))
                            .onFailure()
                            .invoke(alone -> one.done().fail(alone))
                            // Its caller has been told; the next one's turn.
                            .onFailure()
                            .recoverWithNull();
        }
        each.subscribe().with(done -> free(), unexpected -> free());
    }

    private void free() {
        synchronized (this) {
            busy--;
        }
        next();
    }
}
