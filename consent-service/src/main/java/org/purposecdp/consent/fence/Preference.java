package org.purposecdp.consent.fence;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import org.purposecdp.contracts.text.Shape;
import org.purposecdp.contracts.text.Split;

/** RFC 7240 {@code Prefer: enforced, wait=30}: for how long the caller would wait, if at all. */
public final class Preference {
    private static final Shape WAIT = Shape.of(100, "wait\\s*=\\s*(\\d{1,6})");

    private Preference() {}

    public static Optional<Duration> wait(String prefer, Duration usual, Duration longest) {
        if (prefer == null) {
            return Optional.empty();
        }
        boolean enforced = false;
        Duration wait = usual;
        for (String part : Split.at(',', prefer.toLowerCase(Locale.ROOT).replace(';', ','))) {
            String word = part.strip();
            if (word.equals("enforced")) {
                enforced = true;
            } else {
                wait =
                        WAIT.groups(word)
                                .map(said -> Duration.ofSeconds(Long.parseLong(said[1])))
                                .orElse(wait);
            }
        }
        return enforced
                ? Optional.of(wait.compareTo(longest) > 0 ? longest : wait)
                : Optional.empty();
    }
}
