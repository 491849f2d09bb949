package org.purposecdp.kit.secret;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** AES-256-GCM; who has a copy of the store alone has nothing. */
public final class Sealed {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /**
     * @param key 32 bytes
     */
    public Sealed(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * @param owner without whom it cannot be opened
     * @return nonce and cipher text
     */
    public byte[] seal(byte[] plain, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] secret = run(Cipher.ENCRYPT_MODE, nonce, plain, 0, owner);
        return ByteBuffer.allocate(nonce.length + secret.length).put(nonce).put(secret).array();
    }

    public byte[] open(byte[] sealed, String owner) {
        return run(Cipher.DECRYPT_MODE, sealed, sealed, NONCE_BYTES, owner);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input, int from, String owner) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
            cipher.updateAAD(owner.getBytes(UTF_8));
            return cipher.doFinal(input, from, input.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret cannot be opened with the key of now", e);
        }
    }
}
