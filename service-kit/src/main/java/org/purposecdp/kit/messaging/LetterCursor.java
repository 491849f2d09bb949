package org.purposecdp.kit.messaging;

import java.time.Instant;
import java.util.Base64;

import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Where a page of dead letters ends. */
public record LetterCursor(Instant keptAt, String id) {

    static String after(DeadLetter last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((last.keptAt() + " " + last.id()).getBytes(UTF_8));
    }

    /**
     * @param text null for the first page
     */
    static LetterCursor parse(String text) {
        if (text == null) {
            return null;
        }
        try {
            String said = new String(Base64.getUrlDecoder().decode(text), UTF_8);
            int space = said.indexOf(' ');
            return new LetterCursor(
                    Instant.ofEpochMilli(millis(said.substring(0, space))),
                    said.substring(space + 1));
        } catch (RuntimeException e) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'cursor' is one that an earlier page gave");
        }
    }

    /** Of our time alone: not every store knows every year. */
    private static long millis(String instant) {
        Instant parsed = Instant.parse(instant);
        if (parsed.isBefore(Instant.EPOCH) || parsed.isAfter(Instant.now().plusSeconds(86_400))) {
            throw new IllegalArgumentException();
        }
        return parsed.toEpochMilli();
    }
}
