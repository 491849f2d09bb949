package org.purposecdp.activation.delivery;

import java.util.Map;
import java.util.UUID;

import org.purposecdp.activation.audience.Rule;
import org.purposecdp.contracts.policy.DataCategory;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A delivery to be queued; activation, node and cause tell it from any other.
 *
 * @param cause id of the record, or the entry into the audience
 * @param inputs what the audience's rule looks at; null for a record
 */
public record NewDelivery(
        String activation,
        String destination,
        String purpose,
        String profileId,
        String nodeId,
        String cause,
        String recordId,
        String event,
        DataCategory category,
        Map<String, Object> properties,
        Rule.Inputs inputs) {

    String key() {
        return activation + "\n" + nodeId + "\n" + cause;
    }

    /** The same for the same cause, so that a receiver knows a repeat. */
    String id() {
        return UUID.nameUUIDFromBytes(key().getBytes(UTF_8)).toString();
    }
}
