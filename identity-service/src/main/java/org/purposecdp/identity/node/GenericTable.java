package org.purposecdp.identity.node;

import java.util.HashSet;
import java.util.Set;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import static org.purposecdp.identity.node.Columns.each;

/** The statements over the identifiers that stand for nobody: each for a whole batch. */
final class GenericTable {
    /** All pseudonyms that are generic. */
    Uni<Set<String>> all(SqlConnection tx) {
        return tx.query("select pseudonym from generic_identifier")
                .execute()
                .map(GenericTable::pseudonyms);
    }

    /** Those of these. */
    Uni<Set<String>> among(SqlConnection tx, Set<String> pseudonyms) {
        return tx.preparedQuery(
                        "select pseudonym from generic_identifier where pseudonym = any($1)")
                .execute(Tuple.tuple().addValue(pseudonyms.toArray(String[]::new)))
                .map(GenericTable::pseudonyms);
    }

    private static Set<String> pseudonyms(Iterable<Row> rows) {
        Set<String> pseudonyms = new HashSet<>();
        rows.forEach(row -> pseudonyms.add(row.getString(0)));
        return pseudonyms;
    }

    Uni<Void> insert(SqlConnection tx, Set<String> pseudonyms) {
        if (pseudonyms.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(
                        """
                        insert into generic_identifier select unnest($1::text[])
                        on conflict do nothing
                        """)
                .execute(Tuple.tuple().addValue(pseudonyms.toArray(String[]::new)))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection tx, Set<String> pseudonyms) {
        return each(tx, "delete from generic_identifier where pseudonym = any($1)", pseudonyms);
    }
}
