package org.purposecdp.identity.hook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.purposecdp.contracts.text.Split;

/**
 * What a request says that its bytes were signed with; checked before they are read. They are
 * hashed once a secret, however many signatures are sent, and not at all for what can be none.
 *
 * @param key a secret's
 * @param head what is signed before the body
 * @param said of the length that such signatures have
 */
record Signature(
        Signing.Algorithm algorithm,
        Function<HookSecret, byte[]> key,
        byte[] head,
        List<byte[]> said) {
    static final String ID = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SIGNATURES = "webhook-signature";
    private static final String VERSION = "v1,";
    private static final int MOST_SIGNATURES = 20;

    /** As the specification's own libraries have it. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /**
     * Nothing where nothing was signed.
     *
     * @param header values by lower-case name; null where there is none
     */
    static Optional<Signature> of(Signing signing, UnaryOperator<String> header, Instant now) {
        Signature sent =
                signing.scheme() == Signing.Scheme.STANDARD
                        ? standard(header, now)
                        : hmac(signing, header.apply(signing.header()));
        return Optional.of(sent).filter(signature -> !signature.said.isEmpty());
    }

    private static Signature standard(UnaryOperator<String> header, Instant now) {
        String id = header.apply(ID);
        String timestamp = header.apply(TIMESTAMP);
        String signatures = header.apply(SIGNATURES);
        boolean usable =
                id != null && !id.isBlank() && signatures != null && isFresh(timestamp, now);
        return new Signature(
                Signing.Algorithm.SHA256,
                HookSecret::standardKey,
                (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8),
                usable ? versioned(signatures) : List.of());
    }

    private static List<byte[]> versioned(String signatures) {
        return Split.at(' ', signatures).stream()
                .limit(MOST_SIGNATURES)
                .filter(each -> each.startsWith(VERSION))
                .map(each -> base64(each.substring(VERSION.length())))
                .flatMap(sent -> ofLength(sent, Signing.Algorithm.SHA256))
                .toList();
    }

    private static boolean isFresh(String timestamp, Instant now) {
        try {
            Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static Signature hmac(Signing signing, String value) {
        String prefix = Objects.requireNonNullElse(signing.prefix(), "");
        boolean usable = value != null && value.strip().startsWith(prefix);
        String text = usable ? value.strip().substring(prefix.length()) : "";
        byte[] sent = signing.encoding() == Signing.Encoding.HEX ? hex(text) : base64(text);
        return new Signature(
                signing.algorithm(),
                HookSecret::key,
                new byte[0],
                ofLength(sent, signing.algorithm()).toList());
    }

    private static Stream<byte[]> ofLength(byte[] sent, Signing.Algorithm algorithm) {
        return sent != null && sent.length == algorithm.bytes() ? Stream.of(sent) : Stream.empty();
    }

    /** Whether it was one of these. */
    boolean by(List<HookSecret> secrets, byte[] body) {
        return secrets.stream()
                .map(secret -> mac(key.apply(secret), body))
                .anyMatch(own -> said.stream().anyMatch(sent -> MessageDigest.isEqual(sent, own)));
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

    private byte[] mac(byte[] secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm.mac());
            mac.init(new SecretKeySpec(secret, algorithm.mac()));
            mac.update(head);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
