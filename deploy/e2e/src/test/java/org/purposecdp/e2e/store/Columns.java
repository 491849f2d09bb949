package org.purposecdp.e2e.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Every column of a service's database, as its live catalogue has them: {@code table.column}. */
public final class Columns {
    /** Partitions are their parent's; a table of another schema than public bears its name. */
    private static final String ALL =
            """
            select case s.nspname when 'public' then '' else s.nspname || '.' end || c.relname
                || '.' || a.attname
            from pg_attribute a
            join pg_class c on c.oid = a.attrelid
            join pg_namespace s on s.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'm', 'f') and not c.relispartition
                and a.attnum > 0 and not a.attisdropped
                and s.nspname not in ('pg_catalog', 'information_schema')
                and s.nspname not like 'pg\\_%'
            """;

    private final Stores stores;

    public Columns(Stores stores) {
        this.stores = stores;
    }

    public Set<String> of(String service) throws SQLException {
        try (Connection connection = stores.connect(service)) {
            return of(connection);
        }
    }

    /** Columns in which some row has this text, in whatever case, as it is or as bytes. */
    public Set<String> holding(String service, String text) throws SQLException {
        Set<String> holding = new TreeSet<>();
        Set<String> tablesWithout = new TreeSet<>();
        try (Connection connection = stores.connect(service)) {
            for (String column : of(connection)) {
                String table = column.substring(0, column.lastIndexOf('.'));
                if (tablesWithout.contains(table)) {
                    continue;
                }
                if (!holds(connection, table, "t", text)) {
                    tablesWithout.add(table);
                } else if (holds(
                        connection,
                        table,
                        "t.\"" + column.substring(table.length() + 1) + '"',
                        text)) {
                    holding.add(column);
                }
            }
        }
        return holding;
    }

    private static Set<String> of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ALL)) {
            Set<String> columns = new TreeSet<>();
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
            return columns;
        }
    }

    /**
     * @param what of a row: a column, or the row itself
     */
    private static boolean holds(Connection connection, String table, String what, String text)
            throws SQLException {
        String sql =
                """
                select exists (select from "%1$s" as t
                    where strpos(lower(%2$s::text), ?) > 0
                        or strpos(%2$s::text, encode(convert_to(?, 'UTF8'), 'hex')) > 0)
                """
                        .formatted(table.replace(".", "\".\""), what);
        try (var query = connection.prepareStatement(sql)) {
            query.setString(1, text.toLowerCase(Locale.ROOT));
            query.setString(2, text);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
