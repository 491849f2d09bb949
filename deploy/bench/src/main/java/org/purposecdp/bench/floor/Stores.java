package org.purposecdp.bench.floor;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

/** A PostgreSQL schema and a MongoDB database, both written durably. */
final class Stores implements AutoCloseable {
    private final Connection connection;
    private final MongoClient mongodb;

    Stores(String postgresql, String mongodb) {
        this.connection = connect(URI.create(postgresql));
        this.mongodb =
                MongoClients.create(
                        MongoClientSettings.builder()
                                .applyConnectionString(new ConnectionString(mongodb))
                                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                                .build());
    }

    Connection connection() {
        return connection;
    }

    MongoDatabase database() {
        return mongodb.getDatabase(Floor.NAME);
    }

    void create() {
        drop();
        execute("create schema " + Floor.NAME);
        execute(
                "create table "
                        + Floor.NAME
                        + ".event (id text primary key, person text not null, body text not null,"
                        + " stored_at timestamptz not null default now())");
        execute("set synchronous_commit = on");
    }

    void drop() {
        execute("drop schema if exists " + Floor.NAME + " cascade");
        database().drop();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        mongodb.close();
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static Connection connect(URI address) {
        String[] user = address.getUserInfo().split(":", 2);
        String url =
                "jdbc:postgresql://"
                        + address.getHost()
                        + ":"
                        + address.getPort()
                        + address.getPath();
        try {
            return DriverManager.getConnection(url, user[0], user[1]);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL can't be reached", e);
        }
    }
}
