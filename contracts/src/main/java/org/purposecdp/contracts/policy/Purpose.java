package org.purposecdp.contracts.policy;

import java.time.Instant;
import java.time.Period;
import java.util.Map;
import java.util.Set;

import org.purposecdp.contracts.text.Name;

/**
 * Why data is processed.
 *
 * @param directMarketing an objection stops it whatever its basis (GDPR Art. 21(3))
 * @param minimumAge years; null when the purpose asks for none (GDPR Art. 8)
 * @param consentLasts how long a consent holds; null for until withdrawn
 * @param signals names under which sources' consent tools report this purpose
 * @param from since when it is in the register; null for always
 * @param signalsFrom since when a name counts that was added later than the purpose
 */
public record Purpose(
        String id,
        String name,
        boolean directMarketing,
        Integer minimumAge,
        Period consentLasts,
        Set<String> signals,
        Instant from,
        Map<String, Instant> signalsFrom) {

    public Purpose {
        signals = Sorted.copy(signals);
        signalsFrom = Sorted.copy(signalsFrom);
    }

    /** Whether a consent tool's word means it; it is compared as a {@link Name}. */
    public boolean isMeantBy(String word) {
        return same(id, word) || signals.stream().anyMatch(signal -> same(signal, word));
    }

    /** Since when it means it; null for always. */
    public Instant meantSince(String word) {
        if (same(id, word)) {
            return from;
        }
        Instant since = null;
        for (String signal : signals) {
            if (same(signal, word)) {
                Instant own = signalsFrom.getOrDefault(signal, from);
                if (own == null) {
                    return null;
                }
                since = since == null || own.isBefore(since) ? own : since;
            }
        }
        return since;
    }

    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other) || Name.folded(one).equals(Name.folded(other));
    }
}
