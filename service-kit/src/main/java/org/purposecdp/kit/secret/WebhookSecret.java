package org.purposecdp.kit.secret;

import java.security.SecureRandom;
import java.util.Base64;

/** A secret as Standard Webhooks 1.0.0 writes it: {@code whsec_} and base64. */
public record WebhookSecret(String value) {
    public static final String ACCEPTED =
            "'secret' is whsec_ and the base64 of 24 to 64 bytes; leave it out to have one made";

    private static final String PREFIX = "whsec_";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    public static WebhookSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return of(bytes);
    }

    public static WebhookSecret of(byte[] bytes) {
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    public boolean wellFormed() {
        if (!value.startsWith(PREFIX)) {
            return false;
        }
        try {
            int bytes = key().length;
            return bytes >= 24 && bytes <= 64;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The bytes to sign with. */
    public byte[] key() {
        return Base64.getDecoder().decode(value.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return "WebhookSecret[…]";
    }
}
