package org.purposecdp.contracts.identifier;

import java.util.Optional;

/** What an internationalised label was written as (RFC 3492); without its prefix {@code xn--}. */
final class Punycode {
    private static final int BASE = 36;
    private static final int LEAST = 1;
    private static final int MOST = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST = 0x80;

    private Punycode() {}

    /** Nothing when it is none. */
    static Optional<String> decode(String ascii) {
        int delimiter = ascii.lastIndexOf('-');
        int count = Math.max(delimiter, 0);
        int at = delimiter > 0 ? delimiter + 1 : 0;
        int[] all = new int[ascii.length()];
        for (int i = 0; i < count; i++) {
            all[i] = ascii.charAt(i);
        }
        int point = FIRST;
        int place = 0;
        int bias = FIRST_BIAS;
        while (at < ascii.length()) {
            int before = place;
            int weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < ascii.length() ? digit(ascii.charAt(at++)) : -1;
                if (digit < 0 || digit > (Integer.MAX_VALUE - place) / weight) {
                    return Optional.empty();
                }
                place += digit * weight;
                int threshold = Math.min(Math.max(k - bias, LEAST), MOST);
                if (digit < threshold) {
                    break;
                }
                if (weight > Integer.MAX_VALUE / (BASE - threshold)) {
                    return Optional.empty();
                }
                weight *= BASE - threshold;
            }
            count++;
            bias = bias(place - before, count, before == 0);
            point += place / count;
            place %= count;
            if (point > Character.MAX_CODE_POINT || point < FIRST) {
                return Optional.empty();
            }
            System.arraycopy(all, place, all, place + 1, count - 1 - place);
            all[place++] = point;
        }
        return Optional.of(new String(all, 0, count));
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0' + MOST;
        }
        return c >= 'a' && c <= 'z' ? c - 'a' : -1;
    }

    private static int bias(int moved, int count, boolean first) {
        int delta = first ? moved / DAMP : moved / 2;
        delta += delta / count;
        int k = 0;
        while (delta > (BASE - LEAST) * MOST / 2) {
            delta /= BASE - LEAST;
            k += BASE;
        }
        return k + (BASE - LEAST + 1) * delta / (delta + SKEW);
    }
}
