package org.purposecdp.bench.withdrawal;

import com.fasterxml.jackson.annotation.JsonValue;

import org.purposecdp.local.Stack;

/** What is called; of these only a withdrawal may wait for the points. */
enum Call {
    WITHDRAWAL("withdrawal", Stack.CONSENT),
    CONSENT("POST /v1/consents", Stack.CONSENT),
    DECISION("POST /v1/decisions", Stack.CONSENT),
    SUBJECT("GET /v1/subjects/{profileId}", Stack.CONSENT),
    POLICY("GET /v1/policy", Stack.CONSENT),
    TRACK("POST /v1/track", Stack.IDENTITY),
    LOOKUP("POST /v1/profiles/lookup", Stack.PROFILE);

    private final String title;
    private final String service;

    Call(String title, String service) {
        this.title = title;
        this.service = service;
    }

    @JsonValue
    String title() {
        return title;
    }

    String service() {
        return service;
    }

    /** It does not wait. */
    boolean isProbe() {
        return this != WITHDRAWAL;
    }

    /** Its answer tells how far a decision has got. */
    boolean decides() {
        return this == WITHDRAWAL || this == CONSENT;
    }
}
