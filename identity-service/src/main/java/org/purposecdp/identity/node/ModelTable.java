package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.identity.matching.Model;

/** The statements over models, and over what is in force. */
final class ModelTable {

    Uni<InForce> inForce(SqlClient client) {
        return client.preparedQuery(
                        "select rules_version, rules, model, matching from resolver where one")
                .execute()
                .map(
                        rows -> {
                            Row row = rows.iterator().next();
                            return new InForce(
                                    row.getLong(0),
                                    row.getString(1),
                                    row.getString(2),
                                    row.getInteger(3));
                        });
    }

    Uni<Void> force(SqlConnection tx, InForce now) {
        return tx.preparedQuery(
                        "update resolver set rules_version = $1, rules = $2, model = $3, matching = $4 where one")
                .execute(Tuple.of(now.rulesVersion(), now.rules(), now.model(), now.matching()))
                .replaceWithVoid();
    }

    Uni<Model> model(SqlClient client, String version) {
        return client.preparedQuery("select body from model where version = $1")
                .execute(Tuple.of(version))
                .map(
                        rows ->
                                Json.parse(
                                        rows.iterator().next().getBuffer(0).getBytes(),
                                        Model.class));
    }

    Uni<List<Models.Description>> models(SqlClient client) {
        return client.preparedQuery(
                        "select version, learnt_from, learnt_at from model order by learnt_at desc")
                .execute()
                .map(
                        rows -> {
                            List<Models.Description> models = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            models.add(
                                                    new Models.Description(
                                                            row.getString(0),
                                                            row.getLong(1),
                                                            row.getOffsetDateTime(2).toInstant(),
                                                            false)));
                            return models;
                        });
    }

    Uni<Void> store(SqlConnection tx, Model model) {
        return tx.preparedQuery(
                        """
                        insert into model (version, body, learnt_from, learnt_at)
                        values ($1, $2, $3, now()) on conflict do nothing
                        """)
                .execute(
                        Tuple.of(model.version(), Buffer.buffer(Json.bytes(model)), model.people()))
                .replaceWithVoid();
    }

    /** But the one in force. */
    Uni<Void> forgetOld(SqlClient client) {
        return client.query(
                        """
                        delete from model where learnt_at < now() - interval '13 months'
                        and version is distinct from (select model from resolver)
                        """)
                .execute()
                .replaceWithVoid();
    }
}
