package org.purposecdp.contracts.identifier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.re2j.Pattern;

/**
 * The normal form of an identifier, by the rules of the register. Two spellings of one address or
 * number must give one pseudonym, and what stands for nobody ({@code 0000}, {@code null}) must give
 * none.
 */
public final class Normaliser {
    /** A value whose normal form was hashed by who sent it: {@code sha256:} and 64 hex digits. */
    public static final String HASHED = "sha256:";

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final int LONGEST = 512;

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
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(NAMESPACE::matches);
    }

    /** The identifier in its normal form, or nothing when it identifies nobody. */
    public Optional<Identifier> normalise(Identifier identifier) {
        return namespace(identifier.namespace())
                .flatMap(namespace -> normalise(namespace, identifier.value()));
    }

    private Optional<Identifier> normalise(String namespace, String sent) {
        String value = Normalizer.normalize(sent, Normalizer.Form.NFKC).strip();
        if (value.isEmpty()
                || value.length() > LONGEST
                || value.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        Reader reader = readers.getOrDefault(namespace, others);
        return reader.read(value).map(form -> new Identifier(namespace, form));
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

        Optional<String> read(String value) {
            String lower = value.toLowerCase(Locale.ROOT);
            if (lower.startsWith(HASHED)) {
                String digits = lower.substring(HASHED.length());
                return SHA_256.matches(digits) && !blockedHashes.contains(digits)
                        ? Optional.of(lower)
                        : Optional.empty();
            }
            return blocked.matches(value)
                    ? Optional.empty()
                    : normal(value, lower)
                            .filter(normal -> !blocked.matches(normal))
                            .filter(normal -> !blockedHashes.contains(sha256(normal)));
        }

        private Optional<String> normal(String value, String lower) {
            return switch (form) {
                case EXACT -> Optional.of(value);
                case CASELESS -> Optional.of(lower);
                case ALPHANUMERIC -> alphanumeric(lower);
                case EMAIL -> EMAIL.matches(lower) ? Optional.of(lower) : Optional.empty();
                case PHONE -> phone(value);
            };
        }
    }

    private static Optional<String> alphanumeric(String lower) {
        StringBuilder kept = new StringBuilder();
        lower.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept.toString());
    }

    private Optional<String> phone(String value) {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        try {
            return Optional.of(phones.parse(value, rules.region()))
                    .filter(phones::isPossibleNumber)
                    .map(number -> phones.format(number, PhoneNumberFormat.E164));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
