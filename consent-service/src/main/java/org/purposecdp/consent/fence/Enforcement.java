package org.purposecdp.consent.fence;

import java.util.List;

/**
 * How far a decision has got.
 *
 * @param state {@code recorded} or {@code enforced}
 * @param pending points that have not acknowledged it yet
 */
public record Enforcement(String state, List<String> pending) {
    static Enforcement recorded(List<String> pending) {
        return new Enforcement("recorded", pending);
    }

    static Enforcement enforced() {
        return new Enforcement("enforced", List.of());
    }
}
