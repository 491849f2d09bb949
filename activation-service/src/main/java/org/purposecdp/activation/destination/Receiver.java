package org.purposecdp.activation.destination;

import java.util.List;

import org.purposecdp.kit.secret.WebhookSecret;

/**
 * A destination as an attempt needs it.
 *
 * @param secrets that sign now, the newest first
 */
public record Receiver(String id, Destination destination, List<WebhookSecret> secrets) {

    @Override
    public String toString() {
        return "Receiver[" + id + "]";
    }
}
