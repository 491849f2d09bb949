package org.purposecdp.contracts.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;

/** E.164, whatever the script of the digits and whatever stands between them. */
final class PhoneNumber {
    private static final String UP = "01234567890123456789";
    private static final String DOWN = "98765432109876543210";
    private static final int FEWEST = 5;

    private PhoneNumber() {}

    static Normalised normal(String namespace, String visible, String region) {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        try {
            Phonenumber.PhoneNumber number = phones.parse(visible, region);
            // Some numbers of one digit are somebody's: where the country has them they are left.
            if (isFiller(visible, number) && !phones.isValidNumber(number)) {
                return Normalised.refused(Refusal.OF_NOBODY);
            }
            return phones.isPossibleNumber(number)
                    ? Normalised.of(namespace, phones.format(number, PhoneNumberFormat.E164))
                    : Normalised.refused(Refusal.NOT_A_NUMBER);
        } catch (NumberParseException e) {
            return Normalised.refused(Refusal.NOT_A_NUMBER);
        }
    }

    /** One digit again and again, or all in their order: typed where a number had to be. */
    private static boolean isFiller(String visible, Phonenumber.PhoneNumber number) {
        return isFiller(PhoneNumberUtil.normalizeDigitsOnly(visible))
                || isFiller(Long.toString(number.getNationalNumber()));
    }

    private static boolean isFiller(String digits) {
        return digits.length() >= FEWEST
                        && (UP.contains(digits)
                                || DOWN.contains(digits)
                                || digits.chars().distinct().count() == 1)
                || digits.equals("0");
    }
}
