package org.purposecdp.identity.capture;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The write key in an Authorization header. */
final class WriteKeys {
    private WriteKeys() {}

    static Optional<String> ofAuthorization(String header) {
        if (header == null) {
            return Optional.empty();
        }
        String value = header.strip();
        if (value.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return present(value.substring(7));
        }
        return value.regionMatches(true, 0, "Basic ", 0, 6)
                ? basic(value.substring(6).strip())
                : Optional.empty();
    }

    /** The user name is the key, the password is empty. */
    private static Optional<String> basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return present(colon < 0 ? pair : pair.substring(0, colon));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<String> present(String key) {
        return Optional.ofNullable(key).map(String::strip).filter(text -> !text.isEmpty());
    }
}
