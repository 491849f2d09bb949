package org.purposecdp.contracts.policy;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What kind of data a trait or event is; lower case on the wire. */
public enum DataCategory {
    CONTACT,
    DEMOGRAPHIC,
    BEHAVIOURAL,
    TRANSACTIONAL,
    LOCATION,
    SENTIMENT,
    DEVICE,
    /** GDPR Art. 9. */
    SPECIAL;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static DataCategory of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
