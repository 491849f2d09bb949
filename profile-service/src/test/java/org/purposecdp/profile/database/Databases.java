package org.purposecdp.profile.database;

import java.util.function.Consumer;

import com.mongodb.reactivestreams.client.MongoCollection;
import org.bson.Document;

/** Databases at an address that a test chose. */
public final class Databases implements AutoCloseable {
    private final Database database;

    public Databases(String address) {
        this(address, "profile", collection -> {});
    }

    /**
     * @param before told of each use of a collection before it
     */
    public Databases(String address, String name, Consumer<String> before) {
        this.database = new Watched(config(address, name), before);
    }

    private static MongoDbConfig config(String address, String name) {
        return new MongoDbConfig() {
            @Override
            public String uri() {
                return address;
            }

            @Override
            public String database() {
                return name;
            }
        };
    }

    private static final class Watched extends Database {
        private final Consumer<String> before;

        private Watched(MongoDbConfig config, Consumer<String> before) {
            super(config);
            this.before = before;
        }

        @Override
        public MongoCollection<Document> nodes() {
            before.accept("nodes");
            return super.nodes();
        }

        @Override
        public MongoCollection<Document> profiles() {
            before.accept("profiles");
            return super.profiles();
        }

        @Override
        public MongoCollection<Document> fragments() {
            before.accept("fragments");
            return super.fragments();
        }
    }

    public Database database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
    }
}
