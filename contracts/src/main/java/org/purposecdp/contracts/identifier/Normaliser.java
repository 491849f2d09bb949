package org.purposecdp.contracts.identifier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import org.purposecdp.contracts.text.Shape;

/**
 * The normal form of an identifier, by the rules of the register. Two spellings of one address or
 * number must give one pseudonym, and what stands for nobody ({@code 0000}, {@code null}) must give
 * none.
 */
public final class Normaliser {
    /** A value whose normal form was hashed by who sent it: {@code sha256:} and 64 hex digits. */
    public static final String HASHED = "sha256:";

    private static final Shape NAMESPACE = Shape.of(64, "[a-z0-9][a-z0-9_.-]*");
    private static final Shape SHA_256 = Shape.of(64, "[0-9a-f]{64}");
    private static final int LONGEST = 512;

    /** With what is not seen. */
    private static final int LONGEST_NAMESPACE_SENT = 256;

    /** With what is not seen, and with names beside addresses. */
    private static final int LONGEST_SENT = 4096;

    private final IdentityRules rules;
    private final Map<String, Reader> readers = new HashMap<>();
    private final Reader others;

    public Normaliser(IdentityRules rules) {
        this.rules = rules;
        rules.known().forEach(rule -> readers.put(rule.namespace(), new Reader(rule)));
        this.others = new Reader(NamespaceRule.usual(null, Form.EXACT));
    }

    /** A namespace as senders write it, in small letters; nothing when it is none. */
    public static Optional<String> namespace(String name) {
        return Optional.ofNullable(name)
                .filter(text -> text.length() <= LONGEST_NAMESPACE_SENT)
                .map(text -> Visible.of(text).toLowerCase(Locale.ROOT))
                .filter(NAMESPACE::fits);
    }

    /** The identifier in its normal form, or nothing when it identifies nobody. */
    public Optional<Identifier> normalise(Identifier identifier) {
        return read(identifier).identifier();
    }

    /** The identifier in its normal form, or why it has none. */
    public Normalised read(Identifier sent) {
        Optional<String> namespace = namespace(sent.namespace());
        return namespace.isEmpty()
                ? Normalised.refused(Refusal.NO_NAMESPACE)
                : read(namespace.get(), sent.value());
    }

    private Normalised read(String namespace, String sent) {
        if (sent.length() > LONGEST_SENT) {
            return Normalised.refused(Refusal.TOO_LONG);
        }
        if (Visible.isPiled(sent)) {
            return Normalised.refused(Refusal.UNREADABLE);
        }
        String value = Visible.of(sent);
        if (value.isEmpty()) {
            return Normalised.refused(Refusal.EMPTY);
        }
        if (value.length() > LONGEST) {
            return Normalised.refused(Refusal.TOO_LONG);
        }
        return Visible.isReadable(value)
                ? readers.getOrDefault(namespace, others).read(namespace, value)
                : Normalised.refused(Refusal.UNREADABLE);
    }

    /** SHA-256 of a normal form, as 64 hex digits; of a hashed one the digits themselves. */
    static String sha256(String normal) {
        if (normal.startsWith(HASHED)) {
            return normal.substring(HASHED.length());
        }
        try {
            byte[] bytes = normal.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the values of one namespace. */
    private final class Reader {
        private final Form form;
        private final Pattern blocked;
        private final Set<String> blockedHashes = new HashSet<>();

        Reader(NamespaceRule rule) {
            this.form = rule.form();
            List<String> all =
                    Stream.concat(rules.blocked().stream(), rule.blocked().stream()).toList();
            all.forEach(value -> blockedHashes.add(sha256(value.toLowerCase(Locale.ROOT))));
            this.blocked = Pattern.compile("(?i)(?:" + String.join("|", all) + ")");
        }

        Normalised read(String namespace, String value) {
            if (value.regionMatches(true, 0, HASHED, 0, HASHED.length())) {
                return hashed(namespace, value.substring(HASHED.length()));
            }
            if (Nobody.isNamedBy(value) || blocked.matches(value)) {
                return Normalised.refused(Refusal.OF_NOBODY);
            }
            Normalised normalised = normal(namespace, value);
            return normalised.normal() != null && isBlocked(value, normalised.normal().value())
                    ? Normalised.refused(Refusal.OF_NOBODY)
                    : normalised;
        }

        private Normalised hashed(String namespace, String hash) {
            String digits = hash.strip().toLowerCase(Locale.ROOT);
            if (!SHA_256.fits(digits)) {
                return Normalised.refused(Refusal.NOT_A_HASH);
            }
            return Nobody.isHashedAs(digits) || blockedHashes.contains(digits)
                    ? Normalised.refused(Refusal.OF_NOBODY)
                    : Normalised.of(namespace, HASHED + digits);
        }

        private boolean isBlocked(String value, String normal) {
            return form == Form.EMAIL && Nobody.isAt(normal)
                    || !normal.equals(value)
                            && (Nobody.isNamedBy(normal) || blocked.matches(normal))
                    || !blockedHashes.isEmpty() && blockedHashes.contains(sha256(normal));
        }

        private Normalised normal(String namespace, String value) {
            return switch (form) {
                case EXACT -> Normalised.of(namespace, value);
                case CASELESS -> Normalised.of(namespace, Visible.caseless(value));
                case ALPHANUMERIC ->
                        alphanumeric(value)
                                .map(normal -> Normalised.of(namespace, normal))
                                .orElseGet(() -> Normalised.refused(Refusal.OF_NOBODY));
                case EMAIL ->
                        EmailAddress.normal(value)
                                .map(normal -> Normalised.of(namespace, normal))
                                .orElseGet(() -> Normalised.refused(Refusal.NOT_AN_ADDRESS));
                case PHONE -> PhoneNumber.normal(namespace, value, rules.region());
            };
        }
    }

    /** Digits of whatever script are one: a card is read to a machine by its number. */
    private static Optional<String> alphanumeric(String value) {
        StringBuilder kept = new StringBuilder();
        Visible.caseless(value)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .map(c -> Character.isDigit(c) ? Character.forDigit(Character.digit(c, 10), 10) : c)
                .forEach(kept::appendCodePoint);
        // What stood between two letters may have been all that kept them from being one.
        return Optional.of(Visible.caseless(kept.toString())).filter(text -> !text.isEmpty());
    }
}
