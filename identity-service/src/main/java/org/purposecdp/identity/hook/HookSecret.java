package org.purposecdp.identity.hook;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** What a source's system signs with. */
record HookSecret(String value) {
    private static final String PREFIX = "whsec_";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    static HookSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return of(bytes);
    }

    /** In a form that both schemes take. */
    static HookSecret of(byte[] bytes) {
        return new HookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * @throws ProblemException INVALID_VALUE
     */
    static HookSecret given(String value, Signing signing) {
        HookSecret secret = new HookSecret(value);
        boolean good =
                signing.scheme() == Signing.Scheme.STANDARD
                        ? value.startsWith(PREFIX) && secret.goodKey()
                        : value.length() >= 16 && value.length() <= 200;
        if (!good) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE,
                    signing.scheme() == Signing.Scheme.STANDARD
                            ? "'secret' is whsec_ and the base64 of 24 to 64 bytes; leave it out to"
                                    + " have one made"
                            : "'secret' has 16 to 200 characters; leave it out to have one made");
        }
        return secret;
    }

    private boolean goodKey() {
        try {
            int bytes = standardKey().length;
            return bytes >= 24 && bytes <= 64;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    byte[] standardKey() {
        return Base64.getDecoder().decode(value.substring(PREFIX.length()));
    }

    byte[] key() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "HookSecret[…]";
    }
}
