package org.purposecdp.contracts.identifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.purposecdp.contracts.text.Split;

/**
 * A domain as it is written: {@code xn--mnchen-3ya.example} is {@code münchen.example}, and so are
 * its full-width and capital letters. As in IDNA 2008 (RFC 5890, UTS #46 without transition) {@code
 * straße} and {@code strasse} are two domains, that may be two people's.
 */
final class Domain {
    private static final String ENCODED = "xn--";

    private Domain() {}

    /** Nothing when it is none. */
    static Optional<String> normal(String caseless) {
        // Of the four dots of RFC 3490 §3.1 NFKC leaves this one.
        String dotted = caseless.replace('\u3002', '.');
        String plain = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
        List<String> labels = new ArrayList<>();
        for (String label : Split.at('.', plain)) {
            Optional<String> written = written(label);
            if (written.isEmpty()) {
                return Optional.empty();
            }
            labels.add(written.get());
        }
        return Optional.of(String.join(".", labels));
    }

    private static Optional<String> written(String label) {
        Optional<String> written =
                label.startsWith(ENCODED)
                        ? Punycode.decode(label.substring(ENCODED.length()))
                                .map(text -> Visible.caseless(Visible.of(text)))
                                .filter(text -> !text.startsWith(ENCODED))
                        : Optional.of(label);
        return written.filter(text -> !text.isEmpty())
                .filter(Visible::isReadable)
                .filter(text -> text.codePoints().allMatch(Domain::mayBeIn));
    }

    private static boolean mayBeIn(int c) {
        return c >= 0x80 && c != 0x3002 && !Character.isSpaceChar(c)
                || c == '-'
                || c == '_'
                || c >= '0' && c <= '9'
                || c >= 'a' && c <= 'z';
    }
}
