package org.purposecdp.consent.fence;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** RFC 7240 {@code Prefer: enforced, wait=30}: for how long the caller would wait, if at all. */
public final class Preference {
    private Preference() {}

    public static Optional<Duration> wait(String prefer, Duration usual, Duration longest) {
        if (prefer == null) {
            return Optional.empty();
        }
        boolean enforced = false;
        Duration wait = usual;
        for (String part : prefer.toLowerCase(Locale.ROOT).split("[,;]")) {
            String word = part.strip();
            if (word.equals("enforced")) {
                enforced = true;
            } else if (word.matches("wait\\s*=\\s*\\d{1,6}")) {
                wait = Duration.ofSeconds(Long.parseLong(word.replaceAll("\\D", "")));
            }
        }
        return enforced
                ? Optional.of(wait.compareTo(longest) > 0 ? longest : wait)
                : Optional.empty();
    }
}
