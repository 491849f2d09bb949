package org.purposecdp.contracts.identifier;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;

/**
 * The normal form of an identifier, by namespace. Two spellings of one address or number must give
 * one pseudonym, and what stands for nobody ({@code 0000}, {@code null}) must give none.
 */
public final class Normaliser {
    private static final Pattern ZEROS = Pattern.compile("[0-]*");
    private static final Set<String> NOBODY = Set.of("-1", "null", "anonymous", "undefined");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final int LONGEST = 512;

    private final String region;

    /**
     * @param region ISO 3166-1 alpha-2, for phone numbers without a country code
     */
    public Normaliser(String region) {
        this.region = region;
    }

    /** The identifier in its normal form, or nothing when the value identifies nobody. */
    public Optional<Identifier> normalise(Identifier identifier) {
        String value = Normalizer.normalize(identifier.value(), Normalizer.Form.NFKC).strip();
        if (value.length() > LONGEST
                || ZEROS.matcher(value).matches()
                || NOBODY.contains(value.toLowerCase(Locale.ROOT))
                || value.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        Optional<String> normal =
                switch (identifier.namespace()) {
                    case "email" -> email(value);
                    case "phone" -> phone(value);
                    default -> Optional.of(value);
                };
        return normal.map(form -> new Identifier(identifier.namespace(), form));
    }

    private static Optional<String> email(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return EMAIL.matcher(lower).matches() ? Optional.of(lower) : Optional.empty();
    }

    private Optional<String> phone(String value) {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        try {
            return Optional.of(phones.parse(value, region))
                    .filter(phones::isPossibleNumber)
                    .map(number -> phones.format(number, PhoneNumberFormat.E164));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
