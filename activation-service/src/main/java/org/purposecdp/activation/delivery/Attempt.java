package org.purposecdp.activation.delivery;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.purposecdp.contracts.delivery.DeliveryOutcome;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.subject.Channel;

/**
 * A claimed delivery about to be sent.
 *
 * @param claim tells this attempt from an earlier one of the same delivery
 * @param number of the attempt, from 1
 * @param channels by which a message might be sent, where the destination has none of its own
 * @param sendBy past it the attempt must not begin, so that it ends before its claim does
 */
record Attempt(
        Queued delivery,
        String claim,
        int number,
        Instant sendBy,
        Map<String, Object> traits,
        Map<Channel, Boolean> channels,
        String evidence,
        List<String> nodes,
        long subjectVersion) {

    byte[] body(Instant at) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("deliveryId", delivery.id());
        data.put("activation", delivery.activation());
        data.put("purpose", delivery.ask().purpose());
        data.put("profileId", delivery.ask().profileId());
        data.put("recordId", delivery.recordId());
        if (delivery.event() != null) {
            data.put(
                    "event", Map.of("name", delivery.event(), "properties", delivery.properties()));
        }
        data.put("traits", traits);
        if (!channels.isEmpty()) {
            data.put("channels", channels);
        }
        data.values().removeIf(value -> value == null);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "delivery");
        body.put("timestamp", at);
        body.put("data", data);
        return Json.bytes(body);
    }

    DeliveryOutcome outcome(DeliveryOutcome.State state, String reason, Instant at) {
        return new DeliveryOutcome(
                delivery.id(),
                delivery.activation(),
                delivery.ask().destination(),
                delivery.ask().purpose(),
                delivery.ask().profileId(),
                delivery.recordId(),
                state,
                reason,
                evidence,
                nodes,
                subjectVersion,
                at);
    }

    @Override
    public String toString() {
        return "Attempt[" + delivery.id() + "]";
    }
}
