package org.purposecdp.consent.subject;

import java.time.Instant;

import org.purposecdp.contracts.subject.Fact;

/**
 * What was said of a fact; the newest word about one reference holds.
 *
 * @param sequence in which order it was said
 * @param reference pseudonym of the contract's or event's number
 */
record StoredFact(
        long sequence,
        String id,
        Fact.Kind kind,
        String reference,
        Instant from,
        Instant to,
        String pseudonym) {}
