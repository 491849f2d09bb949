package org.purposecdp.identity.source;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** 192 random bits; only their SHA-256 is kept. */
record WriteKey(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static WriteKey random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return new WriteKey(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    String hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "WriteKey[…]";
    }
}
