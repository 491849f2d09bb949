package org.purposecdp.consent.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.consent.policy.Policies.Entry;
import org.purposecdp.consent.policy.Policies.Kind;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.policy.Source;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads and writes the register's rows, in the transaction that holds its lock. */
final class RegisterRows {
    private static final String WRITE =
            """
            insert into register_entry (kind, id, version, body) values ($1, $2, $3, $4)
            on conflict (kind, id) do update set version = $3, body = $4
            """;

    private RegisterRows() {}

    /** Whoever changes the register holds it; answers the policy's version. */
    static Uni<Long> lock(SqlConnection tx) {
        return tx.query("select version from register for update")
                .execute()
                .map(rows -> rows.iterator().next().getLong("version"));
    }

    static Uni<Optional<Entry>> find(SqlConnection tx, Kind kind, String id) {
        return tx.preparedQuery(
                        "select version, body from register_entry where kind = $1 and id = $2")
                .execute(Tuple.of(kind.name(), id))
                .map(
                        rows -> {
                            for (Row row : rows) {
                                return Optional.of(
                                        new Entry(
                                                row.getLong("version"),
                                                row.getString("body"),
                                                false));
                            }
                            return Optional.<Entry>empty();
                        });
    }

    static Uni<Void> write(SqlConnection tx, Kind kind, String id, long version, String body) {
        return tx.preparedQuery(WRITE)
                .execute(Tuple.of(kind.name(), id, version, body))
                .replaceWithVoid();
    }

    static Uni<Void> delete(SqlConnection tx, Kind kind, Collection<String> ids) {
        return tx.preparedQuery("delete from register_entry where kind = $1 and id = any($2)")
                .execute(Tuple.of(kind.name(), ids.toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Sources as they were told last, those that have ended too. */
    static Uni<Map<String, Source>> sources(SqlConnection tx, Collection<String> ids) {
        return tx.preparedQuery("select body from register_entry where kind = $1 and id = any($2)")
                .execute(Tuple.of(Kind.SOURCE.name(), ids.toArray(String[]::new)))
                .map(
                        rows -> {
                            Map<String, Source> sources = new HashMap<>();
                            for (Row row : rows) {
                                Source source = parsed(row, Source.class);
                                sources.put(source.id(), source);
                            }
                            return sources;
                        });
    }

    static Uni<Register> load(SqlConnection tx) {
        return tx.query("select kind, id, body from register_entry")
                .execute()
                .map(RegisterRows::register);
    }

    private static Register register(RowSet<Row> rows) {
        Map<String, Purpose> purposes = new TreeMap<>();
        Map<String, Activity> activities = new TreeMap<>();
        Map<String, NoticeText> notices = new TreeMap<>();
        Map<String, Source> sources = new TreeMap<>();
        Catalogue catalogue = DefaultCatalogue.CATALOGUE;
        IdentityRules rules = IdentityRules.DEFAULT;
        for (Row row : rows) {
            String id = row.getString("id");
            switch (Kind.valueOf(row.getString("kind"))) {
                case PURPOSE -> purposes.put(id, parsed(row, Purpose.class));
                case ACTIVITY -> activities.put(id, parsed(row, Activity.class));
                case NOTICE -> notices.put(id, parsed(row, NoticeText.class));
                case SOURCE -> sources.put(id, parsed(row, Source.class));
                case CATALOGUE -> catalogue = parsed(row, Catalogue.class);
                case IDENTITY_RULES -> rules = parsed(row, IdentityRules.class);
            }
        }
        sources.values().removeIf(Source::ended);
        return new Register(purposes, activities, notices, catalogue, rules, sources);
    }

    private static <T> T parsed(Row row, Class<T> type) {
        return Json.parse(row.getString("body").getBytes(UTF_8), type);
    }
}
