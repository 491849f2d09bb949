package org.purposecdp.e2e.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    /** Column → those of the texts that some row has, in whatever case, as they are or as bytes. */
    public Map<String, Set<String>> holding(String service, Collection<String> texts)
            throws SQLException {
        Map<String, Set<String>> holding = new TreeMap<>();
        Map<String, Boolean> tables = new HashMap<>();
        try (Connection connection = stores.connect(service)) {
            for (String column : of(connection)) {
                String table = column.substring(0, column.lastIndexOf('.'));
                if (!tables.containsKey(table)) {
                    tables.put(table, holds(connection, table, "t", texts));
                }
                String cell = "t.\"" + column.substring(table.length() + 1) + '"';
                if (tables.get(table) && holds(connection, table, cell, texts)) {
                    for (String text : texts) {
                        if (holds(connection, table, cell, List.of(text))) {
                            holding.computeIfAbsent(column, key -> new TreeSet<>()).add(text);
                        }
                    }
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
    private static boolean holds(
            Connection connection, String table, String what, Collection<String> texts)
            throws SQLException {
        String sql =
                "select exists (select from \"%s\" as t where lower(%s::text) like any (?))"
                        .formatted(table.replace(".", "\".\""), what);
        String[] patterns =
                texts.stream()
                        .flatMap(text -> Stream.of(text.toLowerCase(Locale.ROOT), hex(text)))
                        .map(text -> "%" + text + "%")
                        .toArray(String[]::new);
        try (var query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", patterns));
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}
