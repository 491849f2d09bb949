package org.purposecdp.contracts.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A processing activity (GDPR Art. 30).
 *
 * @param sources ids of the sources it may collect from
 * @param readers OIDC client ids that may read under it
 * @param recipients destination ids that may be sent to
 * @param retention how long a fragment is kept under it, from when it occurred; null for as long as
 *     the basis holds
 * @param notice id of the notice that tells people of it
 * @param law the provision, for LEGAL_OBLIGATION and PUBLIC_TASK
 * @param assessment reference of the balancing test, for LEGITIMATE_INTERESTS
 * @param specialCondition letter of GDPR Art. 9(2), for the special category
 * @param softOptIn ePrivacy Art. 13(2): own customers, similar goods, refusal offered each time
 * @param from in force from; null for always
 * @param to in force until, exclusive; null for ever
 */
public record Activity(
        String id,
        String purpose,
        Set<DataCategory> categories,
        LegalBasis basis,
        Set<String> sources,
        Set<String> readers,
        Set<String> recipients,
        Duration retention,
        String notice,
        String law,
        String assessment,
        String specialCondition,
        boolean softOptIn,
        Instant from,
        Instant to) {

    public Activity {
        categories = categories == null ? Set.of() : Set.copyOf(categories);
        sources = sources == null ? Set.of() : Set.copyOf(sources);
        readers = readers == null ? Set.of() : Set.copyOf(readers);
        recipients = recipients == null ? Set.of() : Set.copyOf(recipients);
    }

    public boolean inForce(Instant at) {
        return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }
}
