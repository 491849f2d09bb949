package org.purposecdp.consent.fence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Who waits, found by the profiles that they wait for: an acknowledgement reaches nobody else.
 * Bounded, for each look asks the store for all that is waited for.
 */
final class Waiters {
    private final int most;
    private final Map<String, Set<Waiter>> byProfile = new HashMap<>();

    /**
     * @param most profiles that may be waited for at once
     */
    Waiters(int most) {
        this.most = most;
    }

    /** A point's acknowledgement, or one that is waited for. */
    record Ack(String profileId, String point, long version) {}

    /** Answers at once whom there is no room for. */
    void add(Waiter waiter, UniEmitter<? super Void> emitter) {
        waiter.emitTo(emitter);
        if (!taken(waiter)) {
            waiter.done();
        }
    }

    private synchronized boolean taken(Waiter waiter) {
        Set<String> ids = waiter.missing().keySet();
        long more = ids.stream().filter(id -> !byProfile.containsKey(id)).count();
        if (byProfile.size() + more > most) {
            return false;
        }
        ids.forEach(id -> byProfile.computeIfAbsent(id, any -> new HashSet<>()).add(waiter));
        return true;
    }

    /** Who waits no longer; answers the points that are still pending for it. */
    synchronized Set<String> remove(Waiter waiter) {
        waiter.missing().keySet().forEach(id -> leave(id, waiter));
        return waiter.pending();
    }

    private void leave(String profileId, Waiter waiter) {
        byProfile.computeIfPresent(
                profileId,
                (id, waiters) -> {
                    waiters.remove(waiter);
                    return waiters.isEmpty() ? null : waiters;
                });
    }

    /** All that is waited for, each in the least version that somebody does. */
    synchronized List<Ack> missing() {
        List<Ack> missing = new ArrayList<>();
        byProfile.forEach(
                (id, waiters) -> {
                    Map<String, Long> least = new TreeMap<>();
                    waiters.forEach(
                            waiter ->
                                    waiter.missing()
                                            .get(id)
                                            .forEach(
                                                    point ->
                                                            least.merge(
                                                                    point,
                                                                    waiter.wants(id),
                                                                    Math::min)));
                    least.forEach((point, version) -> missing.add(new Ack(id, point, version)));
                });
        return missing;
    }

    void heard(List<Ack> acks) {
        finished(acks).forEach(Waiter::done);
    }

    private synchronized List<Waiter> finished(List<Ack> acks) {
        List<Waiter> finished = new ArrayList<>();
        for (Ack ack : acks) {
            for (Waiter waiter : List.copyOf(byProfile.getOrDefault(ack.profileId(), Set.of()))) {
                waiter.heard(ack.profileId(), ack.point(), ack.version());
                if (!waiter.missing().containsKey(ack.profileId())) {
                    leave(ack.profileId(), waiter);
                }
                if (waiter.missing().isEmpty()) {
                    finished.add(waiter);
                }
            }
        }
        return finished;
    }
}
