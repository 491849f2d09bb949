package org.purposecdp.contracts.policy;

import java.time.Period;
import java.util.Set;

/**
 * Why data is processed.
 *
 * @param directMarketing an objection stops it whatever its basis (GDPR Art. 21(3))
 * @param minimumAge years; null when the purpose asks for none (GDPR Art. 8)
 * @param consentLasts how long a consent holds; null for until withdrawn
 * @param signals names under which sources' consent tools report this purpose
 */
public record Purpose(
        String id,
        String name,
        boolean directMarketing,
        Integer minimumAge,
        Period consentLasts,
        Set<String> signals) {

    public Purpose {
        signals = signals == null ? Set.of() : Set.copyOf(signals);
    }
}
