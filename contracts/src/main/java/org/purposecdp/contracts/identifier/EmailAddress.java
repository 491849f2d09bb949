package org.purposecdp.contracts.identifier;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * One normal form of all the ways in which people and programs write an address. Nothing that may
 * be another mailbox is made one: dots and {@code +} of the name stay.
 */
final class EmailAddress {
    private static final String SCHEME = "mailto:";
    private static final String[] PAIRS = {"\"\"", "''", "``", "“”", "„“", "‘’", "«»", "<>", "()"};
    private static final Pattern AROUND = Pattern.compile("^[,;\\s]+|[,;:.\\s]+$");
    private static final Pattern QUOTED_NAME = Pattern.compile("\"([^\\\\\"]+)\"");

    /** RFC 5322 allows these in quotes only, and nobody's address has them. */
    private static final Pattern NO_NAME = Pattern.compile("[\\s@()<>\\[\\]:;,\\\\\"]");

    private EmailAddress() {}

    /** Nothing when it is none. */
    static Optional<String> normal(String visible) {
        String address = Visible.of(bare(visible));
        int at = address.indexOf('@');
        if (at <= 0) {
            return Optional.empty();
        }
        String name = Visible.caseless(unquoted(address.substring(0, at)));
        if (name.isEmpty() || NO_NAME.matcher(name).find()) {
            return Optional.empty();
        }
        return Domain.normal(Visible.caseless(address.substring(at + 1)))
                .map(domain -> name + '@' + domain);
    }

    /** Without scheme, the name that is shown for it, quotes and what a list puts between two. */
    private static String bare(String visible) {
        String value = visible;
        String next = once(value);
        while (!next.equals(value)) {
            value = next;
            next = once(value);
        }
        return value;
    }

    private static String once(String value) {
        String bare = AROUND.matcher(value).replaceAll("");
        if (bare.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            int query = bare.indexOf('?');
            return ofLink(bare.substring(SCHEME.length(), query < 0 ? bare.length() : query));
        }
        int shown = bare.lastIndexOf('<');
        if (shown > 0 && bare.endsWith(">")) {
            return bare.substring(shown + 1, bare.length() - 1);
        }
        for (String pair : PAIRS) {
            if (bare.length() > 1
                    && bare.charAt(0) == pair.charAt(0)
                    && bare.charAt(bare.length() - 1) == pair.charAt(1)) {
                return bare.substring(1, bare.length() - 1);
            }
        }
        return bare;
    }

    /** RFC 6068 encodes it; what cannot be decoded is no address. */
    private static String ofLink(String encoded) {
        String address = encoded.startsWith("//") ? encoded.substring(2) : encoded;
        try {
            return Visible.of(
                    URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String unquoted(String name) {
        Matcher quoted = QUOTED_NAME.matcher(name);
        return quoted.matches() ? quoted.group(1) : name;
    }
}
