package org.purposecdp.identity.hook;

import java.util.Locale;

import org.purposecdp.contracts.text.Shape;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/**
 * How a request proves who sent it: by Standard Webhooks 1.0.0, or by an HMAC of its body in a
 * header, as Shopify, GitHub and WooCommerce have it.
 *
 * @param header of an HMAC
 * @param prefix before the HMAC in the header, such as {@code sha256=}
 */
public record Signing(
        Scheme scheme, String header, Algorithm algorithm, Encoding encoding, String prefix) {
    private static final Shape HEADER = Shape.of(100, "[A-Za-z0-9-]+");
    private static final Shape PREFIX = Shape.of(40, "[!-~]*");

    public enum Scheme {
        STANDARD,
        HMAC
    }

    public enum Algorithm {
        SHA1(20),
        SHA256(32),
        SHA512(64);

        private final int bytes;

        Algorithm(int bytes) {
            this.bytes = bytes;
        }

        String mac() {
            return "Hmac" + name();
        }

        /** That such an HMAC has. */
        int bytes() {
            return bytes;
        }
    }

    public enum Encoding {
        HEX,
        BASE64
    }

    /**
     * @throws ProblemException INVALID_VALUE
     */
    Signing checked() {
        require(scheme != null, "'signature.scheme' is STANDARD or HMAC");
        if (scheme == Scheme.STANDARD) {
            require(
                    header == null && algorithm == null && encoding == null && prefix == null,
                    "a signature by STANDARD has no other fields: webhook-signature is its header");
            return this;
        }
        require(HEADER.fits(header), "'signature.header' names the header that has the HMAC");
        require(algorithm != null, "'signature.algorithm' is SHA1, SHA256 or SHA512");
        require(encoding != null, "'signature.encoding' is HEX or BASE64");
        require(
                prefix == null || PREFIX.fits(prefix),
                "'signature.prefix' has at most 40 characters of ASCII");
        return new Signing(scheme, header.toLowerCase(Locale.ROOT), algorithm, encoding, prefix);
    }

    private static void require(boolean condition, String accepted) {
        if (!condition) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, accepted);
        }
    }
}
