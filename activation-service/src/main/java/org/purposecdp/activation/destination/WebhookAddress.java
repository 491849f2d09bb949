package org.purposecdp.activation.destination;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

import org.purposecdp.contracts.text.Shape;
import org.purposecdp.contracts.text.Split;

/**
 * Where a webhook goes, read once and in one way: what is checked is what is dialled.
 *
 * @param host in ASCII and small letters; an IPv6 address without its brackets
 * @param literal the address where the host is one
 * @param target path and query
 */
public record WebhookAddress(
        boolean tls, String host, Optional<InetAddress> literal, int port, String target) {
    private static final int LONGEST = 2_000;
    private static final int LONGEST_HOST = 253;
    private static final Shape LABEL = Shape.of(63, "[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?");
    private static final Shape NUMBER = Shape.of(LONGEST_HOST, "[0-9]+|0x[0-9a-f]*");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Shape IPV4 = Shape.of(15, "(" + OCTET + "\\.){3}" + OCTET);
    private static final Shape PORT = Shape.of(5, "[0-9]+");

    /** Letters that the two standards of such names read differently. */
    private static final String DEVIATING = "ßẞς\u200C\u200D";

    /**
     * @throws IllegalArgumentException saying what is accepted
     */
    public static WebhookAddress of(String url) {
        URI uri = uri(url);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String authority = uri.getRawAuthority();
        require(
                authority.indexOf('@') < 0,
                "'url' has no user info: it would be shown to readers; a receiver knows us by the"
                        + " signature");
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, colon) : authority;
        boolean tls = scheme.equals("https");
        int port = hasPort ? port(authority.substring(colon + 1)) : tls ? 443 : 80;
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        String target = ascii.getRawQuery() == null ? path : path + '?' + ascii.getRawQuery();
        if (host.startsWith("[")) {
            InetAddress address = ipv6(host);
            return new WebhookAddress(
                    tls, address.getHostAddress(), Optional.of(address), port, target);
        }
        String name = name(host);
        return new WebhookAddress(tls, name, ipv4(name), port, target);
    }

    private static URI uri(String url) {
        try {
            URI uri = new URI(url == null || url.length() > LONGEST ? "" : url);
            String scheme = uri.getScheme();
            require(
                    ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
                            && uri.getRawAuthority() != null,
                    "'url' is an absolute https address");
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'url' is an absolute https address");
        }
    }

    private static int port(String text) {
        boolean good = PORT.fits(text);
        int port = good ? Integer.parseInt(text) : 0;
        require(port >= 1 && port <= 65_535, "the port in 'url' is 1 to 65535");
        return port;
    }

    private static InetAddress ipv6(String host) {
        require(
                host.endsWith("]") && host.indexOf('%') < 0,
                "an IPv6 address in 'url' stands in brackets and has no zone");
        try {
            // In brackets it is never looked up.
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'url' has no IPv6 address between its brackets");
        }
    }

    private static String name(String host) {
        require(
                host.chars().noneMatch(c -> DEVIATING.indexOf(c) >= 0),
                "the host in 'url' can be read as two names; write it as punycode");
        String name = ascii(host);
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        boolean good = !plain.isEmpty() && plain.length() <= LONGEST_HOST;
        for (String label : Split.at('.', plain)) {
            good &= LABEL.fits(label);
        }
        require(good, "the host in 'url' is a name or an address");
        return plain;
    }

    private static String ascii(String host) {
        try {
            return IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the host in 'url' is a name or an address");
        }
    }

    /** A host that ends in a number is an address (URL standard), and has one spelling here. */
    private static Optional<InetAddress> ipv4(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (!NUMBER.fits(last)) {
            return Optional.empty();
        }
        require(IPV4.fits(name), "an IPv4 address in 'url' is written as four decimal numbers");
        try {
            return Optional.of(InetAddress.getByName(name));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the host in 'url' is a name or an address");
        }
    }

    private static void require(boolean holds, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException(accepted);
        }
    }

    /** As the Host header has it. */
    public String hostHeader() {
        return host.indexOf(':') < 0 ? host : '[' + host + ']';
    }
}
