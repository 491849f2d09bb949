package org.purposecdp.consent.fence;

import java.util.Collection;
import java.util.List;

/**
 * How far a decision has got.
 *
 * @param state {@code recorded} or {@code enforced}
 * @param pending points that have not acknowledged it yet
 */
public record Enforcement(String state, List<String> pending) {
    /**
     * @param pending points; none once it is enforced
     */
    static Enforcement of(Collection<String> pending) {
        return pending.isEmpty() ? enforced() : recorded(pending.stream().sorted().toList());
    }

    static Enforcement recorded(List<String> pending) {
        return new Enforcement("recorded", pending);
    }

    static Enforcement enforced() {
        return new Enforcement("enforced", List.of());
    }
}
