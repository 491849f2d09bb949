package org.purposecdp.contracts.identifier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 pseudonyms under the one key that all services are configured with (RFC 2104). The
 * first 128 bits, as lower-case hex; the first part of each message separates the uses.
 */
public final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_KEY = 32;
    private static final byte SEPARATOR = 0;

    private final SecretKeySpec key;
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::mac);

    private Pseudonyms(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "the identifier key has " + key.length + " bytes, at least 32 are needed");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * @param base64 the key, at least 32 bytes
     */
    public static Pseudonyms ofKey(String base64) {
        return new Pseudonyms(Base64.getDecoder().decode(base64.strip()));
    }

    /** Pseudonym of an identifier in its normal form; the same for one that came hashed. */
    public String identifier(Identifier normal) {
        return digest(List.of("identifier", normal.namespace(), Normaliser.sha256(normal.value())));
    }

    /** nodeId: computed from source, sorted identifiers and match fields, never handed out. */
    public String node(
            String source, Collection<Identifier> identifiers, Map<String, String> matchFields) {
        List<String> parts = new ArrayList<>(List.of("node", source));
        identifiers.stream()
                .sorted()
                .forEach(
                        identifier -> {
                            parts.add(identifier.namespace());
                            parts.add(identifier.value());
                        });
        parts.add("");
        new TreeMap<>(matchFields)
                .forEach(
                        (field, value) -> {
                            parts.add(field);
                            parts.add(value);
                        });
        return digest(parts);
    }

    /** Record id: a repeat of a source's message has the id of the first. */
    public String record(String source, String messageId) {
        return digest(List.of("record", source, messageId));
    }

    /**
     * Key of what a source sends of whoever bears an identifier: the same for all records of a
     * node, and found again from what is stored of it.
     *
     * @param first pseudonym of the first of the record's sorted identifiers
     */
    public String received(String source, String first) {
        return digest(List.of("received", source, first));
    }

    /** A key for another use: 32 bytes that tell nothing of this one. */
    public byte[] derived(String use) {
        return hmac(List.of("derived", use));
    }

    private String digest(List<String> parts) {
        return HexFormat.of().formatHex(hmac(parts), 0, 16);
    }

    private byte[] hmac(List<String> parts) {
        Mac mac = macs.get();
        for (String part : parts) {
            mac.update(part.getBytes(StandardCharsets.UTF_8));
            mac.update(SEPARATOR);
        }
        return mac.doFinal();
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
