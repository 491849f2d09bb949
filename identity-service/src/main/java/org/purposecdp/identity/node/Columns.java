package org.purposecdp.identity.node;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** What the tables' statements have in common: values go as arrays, a column each. */
final class Columns {
    private Columns() {}

    static <T> String[] column(List<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    /** A statement about all of these ids. */
    static Uni<Void> each(SqlClient tx, String statement, Set<String> ids) {
        return tx.preparedQuery(statement)
                .execute(Tuple.tuple().addValue(ids.toArray(String[]::new)))
                .replaceWithVoid();
    }
}
