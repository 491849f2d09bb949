package org.purposecdp.e2e.store;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;

import org.purposecdp.local.StackDescription;

/** Looks through every document and every row. */
public final class Stores {
    private final StackDescription stack;

    public Stores(StackDescription stack) {
        this.stack = stack;
    }

    /** Collections that hold the text, of every database, the replication log too. */
    public List<String> mongodbPlacesOf(String text) {
        List<String> places = new ArrayList<>();
        try (MongoClient client = MongoClients.create(stack.mongodb().uri())) {
            for (String name : client.listDatabaseNames()) {
                MongoDatabase database = client.getDatabase(name);
                for (String collection : database.listCollectionNames()) {
                    for (Document document : database.getCollection(collection).find()) {
                        if (document.toString().contains(text)) {
                            places.add(name + "." + collection);
                        }
                    }
                }
            }
        }
        return places;
    }

    /** Tables that hold the text, of all three databases. */
    public List<String> postgresqlPlacesOf(String text) throws SQLException {
        List<String> places = new ArrayList<>();
        for (Map.Entry<String, String> database : stack.postgresql().entrySet()) {
            try (Connection connection = connect(database.getKey())) {
                for (String table : tables(connection)) {
                    if (holds(connection, table, text)) {
                        places.add(database.getKey() + "." + table);
                    }
                }
            }
        }
        return places;
    }

    public Connection connect(String service) throws SQLException {
        URI url = URI.create(stack.postgresql().get(service));
        String[] user = url.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(),
                user[0],
                user[1]);
    }

    public List<String> tables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                select quote_ident(schemaname) || '.' || quote_ident(tablename)
                                from pg_tables
                                where schemaname not in ('pg_catalog', 'information_schema')
                                """)) {
            List<String> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            return tables;
        }
    }

    private static boolean holds(Connection connection, String table, String text)
            throws SQLException {
        try (var query =
                connection.prepareStatement(
                        "select exists (select from "
                                + table
                                + " as t where strpos(t::text, ?) > 0"
                                + " or strpos(t::text, encode(convert_to(?, 'UTF8'), 'hex')) > 0)")) {
            query.setString(1, text);
            query.setString(2, text);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
