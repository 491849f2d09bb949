package org.purposecdp.kit.messaging;

import java.util.Map;

/**
 * A dead letter with what it says, which the store cannot read.
 *
 * @param headers of ours alone
 * @param key as it came, sealed; null for none
 * @param value as it came, sealed; null for none
 */
public record SealedLetter(
        DeadLetter letter, Map<String, String> headers, byte[] key, byte[] value) {

    @Override
    public String toString() {
        return "SealedLetter[" + letter.id() + "]";
    }
}
