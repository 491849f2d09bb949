package org.purposecdp.consent.fence;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.smallrye.mutiny.subscription.UniEmitter;

/** Somebody who waits until some Subject versions are acknowledged; guarded by who keeps it. */
final class Waiter {
    private final Map<String, Long> versions;
    private final Map<String, Set<String>> missing = new TreeMap<>();
    private UniEmitter<? super Void> emitter;

    /**
     * @param versions profileId → Subject version
     * @param acks profileId → point → highest version acknowledged so far
     */
    Waiter(Map<String, Long> versions, Map<String, Map<String, Long>> acks, Set<String> points) {
        this.versions = versions;
        versions.keySet().forEach(id -> missing.put(id, new TreeSet<>(points)));
        acks.forEach((id, byPoint) -> byPoint.forEach((point, v) -> heard(id, point, v)));
    }

    void emitTo(UniEmitter<? super Void> whom) {
        this.emitter = whom;
    }

    void done() {
        emitter.complete(null);
    }

    void heard(String profileId, String point, long version) {
        Set<String> points = missing.get(profileId);
        if (points != null && versions.get(profileId) <= version && points.remove(point)) {
            missing.computeIfPresent(profileId, (id, left) -> left.isEmpty() ? null : left);
        }
    }

    long wants(String profileId) {
        return versions.get(profileId);
    }

    /** profileId → points that have not acknowledged it. */
    Map<String, Set<String>> missing() {
        return missing;
    }

    Set<String> pending() {
        Set<String> pending = new TreeSet<>();
        missing.values().forEach(pending::addAll);
        return pending;
    }
}
