package org.purposecdp.activation.subject;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.subject.Subject;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The stored Subjects and who holds which node, as one transaction sees them.
 *
 * @param locked whether they stay as they are until its end; taken in order of their ids
 */
public record StoredSubjects(SqlConnection tx, boolean locked) {
    private static final String NODES =
            "select node_id, profile_id from subject_node where node_id = any($1) order by node_id";

    private static final String SUBJECTS =
            """
            select profile_id, blocked, body from subject where profile_id = any($1)
            order by profile_id
            """;

    /**
     * @param subject null when none is stored
     * @param blocked its newest message could not be read
     */
    public record Held(Subject subject, boolean blocked) {}

    /** nodeId → the profile that holds it. */
    public Uni<Map<String, String>> holders(Set<String> nodes) {
        return tx.preparedQuery(NODES + lock())
                .execute(Tuple.tuple().addValue(nodes.toArray(String[]::new)))
                .map(
                        rows -> {
                            Map<String, String> holders = new HashMap<>();
                            rows.forEach(row -> holders.put(row.getString(0), row.getString(1)));
                            return holders;
                        });
    }

    public Uni<Map<String, Held>> subjects(Set<String> profiles) {
        return tx.preparedQuery(SUBJECTS + lock())
                .execute(Tuple.tuple().addValue(profiles.toArray(String[]::new)))
                .map(
                        rows -> {
                            Map<String, Held> subjects = new HashMap<>();
                            rows.forEach(row -> subjects.put(row.getString(0), held(row)));
                            return subjects;
                        });
    }

    private String lock() {
        return locked ? " for share" : "";
    }

    private static Held held(Row row) {
        String body = row.getString("body");
        return new Held(
                body == null ? null : Json.parse(body.getBytes(UTF_8), Subject.class),
                row.getBoolean("blocked"));
    }
}
