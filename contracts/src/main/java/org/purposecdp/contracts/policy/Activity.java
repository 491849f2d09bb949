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
 * @param describedBy the version of a notice that first tells people of it; null for none
 * @param noticeWithin how long data of a source that is not the person may be used before they are
 *     told (GDPR Art. 14(3)); null for not at all
 * @param law the provision, for LEGAL_OBLIGATION and PUBLIC_TASK
 * @param assessment reference of the balancing test, for LEGITIMATE_INTERESTS
 * @param terminalExemption why no consent is needed to take it from a person's device (ePrivacy
 *     Art. 5(3)); null where it is
 * @param despiteRestriction for what restricted data is processed all the same; null for nothing
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
        NoticeVersion describedBy,
        Duration noticeWithin,
        String law,
        String assessment,
        String terminalExemption,
        RestrictionGround despiteRestriction,
        String specialCondition,
        boolean softOptIn,
        Instant from,
        Instant to) {

    public Activity {
        categories = Sorted.copy(categories);
        sources = Sorted.copy(sources);
        readers = Sorted.copy(readers);
        recipients = Sorted.copy(recipients);
    }

    /** Id of the notice that tells people of it; null for none. */
    public String notice() {
        return describedBy == null ? null : describedBy.notice();
    }

    public boolean inForce(Instant at) {
        return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }
}
