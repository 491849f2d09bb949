package org.purposecdp.activation.destination;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A receiver of deliveries.
 *
 * @param url absolute, http or https
 * @param secret {@code whsec_} and the base64 of 24 to 64 bytes; made when none is given
 * @param timeoutSeconds of one attempt, 1 to 30
 * @param maxInFlight attempts at one time, 1 to 256
 */
public record Destination(
        Type type, String url, String secret, Integer timeoutSeconds, Integer maxInFlight) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = "whsec_";

    /** How it is reached. */
    public enum Type {
        WEBHOOK
    }

    public Destination {
        type = type == null ? Type.WEBHOOK : type;
        timeoutSeconds = timeoutSeconds == null ? 15 : timeoutSeconds;
        maxInFlight = maxInFlight == null ? 64 : maxInFlight;
    }

    /**
     * @throws IllegalArgumentException saying what is accepted
     */
    void check() {
        require(webAddress(), "'url' is an absolute http or https address");
        require(timeoutSeconds >= 1 && timeoutSeconds <= 30, "'timeoutSeconds' is 1 to 30");
        require(maxInFlight >= 1 && maxInFlight <= 256, "'maxInFlight' is 1 to 256");
        require(
                secret == null || goodSecret(),
                "'secret' is whsec_ and the base64 of 24 to 64 bytes; leave it out to have one made");
    }

    private boolean webAddress() {
        try {
            URI uri = url == null ? URI.create("") : URI.create(url);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean goodSecret() {
        if (!secret.startsWith(PREFIX)) {
            return false;
        }
        try {
            int bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length())).length;
            return bytes >= 24 && bytes <= 64;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean holds, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException(accepted);
        }
    }

    Destination withSecret(String other) {
        return new Destination(type, url, other, timeoutSeconds, maxInFlight);
    }

    static String newSecret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Destination[" + type + "]";
    }
}
