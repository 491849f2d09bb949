package org.purposecdp.consent.policy;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.subject.Decision;

import static org.purposecdp.consent.policy.Requirement.named;
import static org.purposecdp.consent.policy.Requirement.require;

/**
 * Since when a purpose, and each word that consent tools have for it, counts: an edit gives no old
 * "yes" a meaning that it did not have when it was said.
 */
final class Vocabulary {
    private Vocabulary() {}

    /**
     * @param before null when it was not registered
     */
    static Purpose dated(Purpose sent, Purpose before, Instant now) {
        require(named(sent.name()), "a purpose needs a 'name'");
        require(
                sent.minimumAge() == null || sent.minimumAge() >= 0,
                "'minimumAge' is a number of years, or left out");
        require(!sent.id().equals(Decision.ANY), "'*' stands for every purpose and is not one");
        Set<String> words = new HashSet<>();
        for (String signal : sent.signals()) {
            require(
                    named(signal) && !same(signal).equals(Decision.ANY),
                    "'signals' are names that consent tools have for this purpose");
            require(
                    words.add(same(signal)),
                    "each of 'signals' comes once; case and outer blanks make no other of it");
        }
        Instant from = from(sent, before, now);
        return new Purpose(
                sent.id(),
                sent.name(),
                sent.directMarketing(),
                sent.minimumAge(),
                sent.consentLasts(),
                sent.signals(),
                from,
                before == null ? Map.of() : signalsFrom(sent, before, from, now));
    }

    private static Instant from(Purpose sent, Purpose before, Instant now) {
        if (sent.from() != null) {
            return sent.from();
        }
        return before == null ? now : before.from();
    }

    /** A word that was there stays as old as it was; any other is as old as this edit. */
    private static Map<String, Instant> signalsFrom(
            Purpose sent, Purpose before, Instant from, Instant now) {
        Map<String, Instant> known = new HashMap<>();
        Set<String> original = new HashSet<>();
        for (String signal : before.signals()) {
            Instant since = before.signalsFrom().get(signal);
            if (since == null) {
                original.add(same(signal));
            } else {
                known.put(same(signal), since);
            }
        }
        Instant added = from != null && from.isAfter(now) ? from : now;
        Map<String, Instant> since = new HashMap<>();
        for (String signal : sent.signals()) {
            if (!original.contains(same(signal))) {
                since.put(signal, known.getOrDefault(same(signal), added));
            }
        }
        return since;
    }

    private static String same(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }
}
