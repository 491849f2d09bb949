package org.purposecdp.contracts.identifier;

import org.purposecdp.contracts.text.Marks;

/** Why a namespace and a value are no identifier of anybody; never with the value itself. */
public enum Refusal {
    NO_NAMESPACE("a 'namespace' is small letters, digits, '_', '.', '-'; up to 64"),
    EMPTY("the value has at least one character that can be seen"),
    TOO_LONG("the value has at most 512 characters"),
    UNREADABLE(
            "the value has no control character, none that turns text around, is private or is no"
                    + " character at all, and at most "
                    + Marks.MOST
                    + " marks on one letter"),
    NOT_AN_ADDRESS("an email address is a name, one '@' and a domain"),
    NOT_A_NUMBER(
            "a phone number has as many digits as one may have, with its country code or as it is"
                    + " dialled in the region of the register"),
    NOT_A_HASH("'sha256:' is followed by 64 hexadecimal digits"),
    OF_NOBODY("the value is one person's, no word for none such as null, guest or unknown");

    private final String accepted;

    Refusal(String accepted) {
        this.accepted = accepted;
    }

    public String accepted() {
        return accepted;
    }
}
