package org.purposecdp.identity.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Only one transaction takes nodes in at a time; whoever comes meanwhile goes into the next, all
 * together. Who calls waits, so that no more wait than there are callers.
 */
final class Together {
    private static final int MOST = 500;

    private final Function<List<Newcomer>, Uni<Void>> takeIn;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean busy;

    private record Waiting(List<Newcomer> nodes, UniEmitter<? super Void> done) {}

    Together(Function<List<Newcomer>, Uni<Void>> takeIn) {
        this.takeIn = takeIn;
    }

    Uni<Void> take(List<Newcomer> nodes) {
        return Uni.createFrom()
                .emitter(
                        done -> {
                            synchronized (this) {
                                waiting.add(new Waiting(nodes, done));
                            }
                            next();
                        });
    }

    private void next() {
        List<Waiting> some = new ArrayList<>();
        synchronized (this) {
            if (busy || waiting.isEmpty()) {
                return;
            }
            busy = true;
            int count = 0;
            while (!waiting.isEmpty()
                    && (some.isEmpty() || count + waiting.peek().nodes().size() <= MOST)) {
                count += waiting.peek().nodes().size();
                some.add(waiting.remove());
            }
        }
        all(some)
                .subscribe()
                .with(
                        done -> {
                            some.forEach(each -> each.done().complete(null));
                            free();
                        },
                        failure -> failed(some, failure));
    }

    private Uni<Void> all(List<Waiting> some) {
        Map<String, Newcomer> nodes = new LinkedHashMap<>();
        some.forEach(
                each ->
                        each.nodes()
                                .forEach(
                                        one ->
                                                nodes.merge(
                                                        one.node().nodeId(),
                                                        one,
                                                        Newcomer::older)));
        return takeIn(List.copyOf(nodes.values()));
    }

    /** What it throws is a failure as well: otherwise nobody would come after it. */
    private Uni<Void> takeIn(List<Newcomer> nodes) {
        return Uni.createFrom().deferred(() -> takeIn.apply(nodes));
    }

    /** Whose nodes cannot be taken in must not hold up the others: each is tried by itself. */
    private void failed(List<Waiting> some, Throwable failure) {
        if (some.size() == 1) {
            some.get(0).done().fail(failure);
            free();
            return;
        }
        Uni<Void> each = Uni.createFrom().voidItem();
        for (Waiting one : some) {
            each =
                    each.chain(() -> takeIn(one.nodes()))
                            .invoke(() -> one.done().complete(null))
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
            busy = false;
        }
        next();
    }
}
