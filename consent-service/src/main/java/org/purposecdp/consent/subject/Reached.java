package org.purposecdp.consent.subject;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far what was put on file by an identifier has reached its bearers' Subjects.
 *
 * @param carrying profileId → version of a bearer's Subject that carries it
 * @param left profileId → version of a Subject that a bearer has just left, and whose points may
 *     hold it still
 * @param inPages more bear it than one transaction takes: their Subjects follow
 */
public record Reached(Map<String, Long> carrying, Map<String, Long> left, boolean inPages) {
    static final Reached IN_PAGES = new Reached(Map.of(), Map.of(), true);

    /**
     * What the fence waits for.
     *
     * @param id under which pages are acknowledged, once each of their Subjects is
     */
    public Map<String, Long> awaited(String id) {
        if (inPages) {
            return Map.of(id, Spread.WHOLE);
        }
        Map<String, Long> all = new TreeMap<>(left);
        all.putAll(carrying);
        return all;
    }

    /** The highest that carries it; null when none does yet. */
    public Long version() {
        return carrying.values().stream().max(Comparator.naturalOrder()).orElse(null);
    }
}
