package org.purposecdp.activation.delivery;

import java.util.Map;

import io.vertx.mutiny.sqlclient.Row;

import org.purposecdp.activation.audience.Rule;
import org.purposecdp.activation.gate.Ask;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.subject.Channel;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A row of the queue that is due.
 *
 * @param active whether the activation that queued it is still on file
 */
record Queued(
        String id,
        String activation,
        Ask ask,
        String recordId,
        String event,
        Map<?, ?> properties,
        int attempts,
        boolean active) {

    static final String COLUMNS =
            "id, activation, destination, purpose, profile_id, node_id, record_id, event, category,"
                    + " properties, rule_inputs, attempts, exists (select 1 from activation a"
                    + " where a.id = delivery.activation and a.made_at <= delivery.created_at)"
                    + " as active";

    /**
     * @param channel the destination's of now
     */
    static Queued of(Row row, Channel channel) {
        String inputsJson = row.getString("rule_inputs");
        Rule.Inputs inputs =
                inputsJson == null ? Rule.Inputs.NONE : parse(inputsJson, Rule.Inputs.class);
        String category = row.getString("category");
        String properties = row.getString("properties");
        Ask ask =
                new Ask(
                        row.getString("profile_id"),
                        row.getString("node_id"),
                        row.getString("purpose"),
                        row.getString("destination"),
                        channel,
                        inputsJson == null,
                        category == null ? null : DataCategory.valueOf(category),
                        inputs.traits(),
                        inputs.events());
        return new Queued(
                row.getString("id"),
                row.getString("activation"),
                ask,
                row.getString("record_id"),
                row.getString("event"),
                properties == null ? Map.of() : parse(properties, Map.class),
                row.getInteger("attempts"),
                row.getBoolean("active"));
    }

    private static <T> T parse(String json, Class<T> type) {
        return Json.parse(json.getBytes(UTF_8), type);
    }

    @Override
    public String toString() {
        return "Queued[" + id + "]";
    }
}
