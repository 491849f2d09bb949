package org.purposecdp.identity.hook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether the bytes of a request were signed with one of the secrets; checked before they are read.
 */
final class Signature {
    static final String ID = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SIGNATURES = "webhook-signature";
    private static final String VERSION = "v1,";
    private static final int MOST_SIGNATURES = 20;

    /** As the specification's own libraries have it. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private Signature() {}

    /**
     * @param header values by lower-case name; null where there is none
     */
    static boolean holds(
            Signing signing,
            List<HookSecret> secrets,
            UnaryOperator<String> header,
            byte[] body,
            Instant now) {
        return signing.scheme() == Signing.Scheme.STANDARD
                ? standard(secrets, header, body, now)
                : hmac(signing, secrets, header.apply(signing.header()), body);
    }

    private static boolean standard(
            List<HookSecret> secrets, UnaryOperator<String> header, byte[] body, Instant now) {
        String id = header.apply(ID);
        String timestamp = header.apply(TIMESTAMP);
        String signatures = header.apply(SIGNATURES);
        if (id == null || id.isBlank() || signatures == null || !isFresh(timestamp, now)) {
            return false;
        }
        byte[] head = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        for (String each : signatures.split(" ", MOST_SIGNATURES)) {
            if (!each.startsWith(VERSION)) {
                continue;
            }
            byte[] sent = base64(each.substring(VERSION.length()));
            for (HookSecret secret : secrets) {
                if (equal(sent, mac("HmacSHA256", secret.standardKey(), head, body))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isFresh(String timestamp, Instant now) {
        try {
            Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean hmac(
            Signing signing, List<HookSecret> secrets, String value, byte[] body) {
        String prefix = signing.prefix() == null ? "" : signing.prefix();
        if (value == null || !value.strip().startsWith(prefix)) {
            return false;
        }
        String text = value.strip().substring(prefix.length());
        byte[] sent = signing.encoding() == Signing.Encoding.HEX ? hex(text) : base64(text);
        return secrets.stream()
                .anyMatch(
                        secret -> equal(sent, mac(signing.algorithm().mac(), secret.key(), body)));
    }

    private static boolean equal(byte[] sent, byte[] own) {
        return sent != null && MessageDigest.isEqual(sent, own);
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] mac(String algorithm, byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
