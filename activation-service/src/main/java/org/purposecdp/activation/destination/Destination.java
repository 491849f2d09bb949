package org.purposecdp.activation.destination;

import org.purposecdp.contracts.subject.Channel;

/**
 * A receiver of deliveries. Its secret is no part of it: that is never told again.
 *
 * @param url absolute, https unless the service is configured otherwise
 * @param timeoutSeconds of one attempt, 1 to 30
 * @param maxInFlight attempts at one time, 1 to 256
 * @param channel how the person is reached in the end; null where nobody has said so yet
 */
public record Destination(
        Type type, String url, Integer timeoutSeconds, Integer maxInFlight, Channel channel) {

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
    void check(AddressRule addresses) {
        addresses.check(WebhookAddress.of(url));
        require(timeoutSeconds >= 1 && timeoutSeconds <= 30, "'timeoutSeconds' is 1 to 30");
        require(maxInFlight >= 1 && maxInFlight <= 256, "'maxInFlight' is 1 to 256");
    }

    private static void require(boolean holds, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException(accepted);
        }
    }

    @Override
    public String toString() {
        return "Destination[" + type + "]";
    }
}
