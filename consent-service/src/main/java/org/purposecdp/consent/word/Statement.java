package org.purposecdp.consent.word;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.purposecdp.contracts.record.Word;

/**
 * What one record said of consent.
 *
 * @param device keys that records of one device share
 * @param words the sender's own, whatever they mean to the register
 * @param at when it was said: the earlier of what was claimed and its receipt
 * @param heardAt when it was received
 */
public record Statement(
        String recordId,
        String nodeId,
        String source,
        Set<String> device,
        boolean act,
        Map<String, Word> words,
        Instant at,
        Instant heardAt) {}
