package org.purposecdp.bench.er;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * The floor: as many look-ups and inserts as a record takes, by the bare driver, one transaction a
 * record; it weighs nothing and knows nobody.
 */
final class BareStore implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement find;
    private final PreparedStatement insert;

    BareStore(String address) {
        URI uri = URI.create(address);
        String[] user = uri.getUserInfo().split(":", 2);
        try {
            connection =
                    DriverManager.getConnection(
                            "jdbc:postgresql://"
                                    + uri.getHost()
                                    + ":"
                                    + uri.getPort()
                                    + uri.getPath()
                                    + "?prepareThreshold=1",
                            user[0],
                            user[1]);
            try (Statement statement = connection.createStatement()) {
                statement.execute("drop schema if exists floor cascade");
                statement.execute("create schema floor");
                statement.execute(
                        "create table floor.row (id text primary key, no bigint generated always"
                                + " as identity unique, body text not null)");
                statement.execute(
                        "create table floor.key (key bigint, row bigint, primary key (key, row))");
            }
            connection.setAutoCommit(false);
            find =
                    connection.prepareStatement(
                            """
                            select r.id, r.body from (
                              select distinct k.row from unnest(?::bigint[]) as a (key)
                              cross join lateral
                                (select row from floor.key where key = a.key offset 0) k) met
                            cross join lateral
                              (select id, body from floor.row where no = met.row offset 0) r
                            """);
            insert =
                    connection.prepareStatement(
                            """
                            with fresh as (
                              insert into floor.row (id, body) values (?, ?) returning no)
                            insert into floor.key (key, row)
                            select k.key, fresh.no from unnest(?::bigint[]) as k (key), fresh
                            """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void take(String id, String body, Set<Long> keys) {
        try {
            Object[] values = keys.toArray();
            find.setArray(1, connection.createArrayOf("bigint", values));
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    rows.getString(2);
                }
            }
            add(id, body, keys);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Not committed yet, and without looking anything up. */
    void add(String id, String body, Set<Long> keys) {
        try {
            insert.setString(1, id);
            insert.setString(2, body);
            insert.setArray(3, connection.createArrayOf("bigint", keys.toArray()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
