package org.purposecdp.contracts.topic;

/**
 * How large a message may be. Brokers and clients take a megabyte with key, headers and framing; a
 * value that stays below this is taken by all of them as they are shipped.
 */
public final class MessageSize {
    public static final int MOST_BYTES = 900_000;

    private MessageSize() {}

    public static boolean fits(byte[] value) {
        return value.length <= MOST_BYTES;
    }
}
