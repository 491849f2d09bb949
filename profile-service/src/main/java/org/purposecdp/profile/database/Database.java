package org.purposecdp.profile.database;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.bson.Document;

/** The collections and their indexes. */
@ApplicationScoped
public class Database {
    private static final Duration START = Duration.ofSeconds(60);

    private final MongoClient client;
    private final MongoDatabase database;

    Database(MongoDbConfig config) {
        this.client =
                MongoClients.create(
                        MongoClientSettings.builder()
                                .applyConnectionString(new ConnectionString(config.uri()))
                                .applicationName("profile-service")
                                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                                .applyToClusterSettings(
                                        cluster ->
                                                cluster.serverSelectionTimeout(
                                                        10, TimeUnit.SECONDS))
                                .build());
        this.database = client.getDatabase(config.database());
    }

    /** Before the state topics are read into it. */
    void prepare(@Observes @Priority(150) StartupEvent event) {
        new Format(
                        database.getCollection("meta"),
                        List.of(nodes(), profiles(), fragments(), offsets()))
                .claim();
        index(profiles(), "subject.identifiers", "until", "policyPrints");
        index(profiles(), "unpublished.id");
        sparse(profiles(), "stale", "ackPending", "blockedAt");
        index(fragments(), "nodeId");
        sparse(fragments(), "heldUntil", "eraseAt");
        index(letters(), "key");
        Replies.all(
                        letters()
                                .createIndexes(
                                        List.of(
                                                new IndexModel(Indexes.descending("keptAt", "_id")),
                                                new IndexModel(
                                                        Indexes.descending(
                                                                "topic", "keptAt", "_id")))))
                .await()
                .atMost(START);
        Replies.one(
                        fragments()
                                .createIndex(
                                        Indexes.ascending("forgetAt"),
                                        new IndexOptions().expireAfter(0L, TimeUnit.SECONDS)))
                .await()
                .atMost(START);
    }

    private static void index(MongoCollection<Document> collection, String... fields) {
        create(collection, new IndexOptions(), fields);
    }

    private static void sparse(MongoCollection<Document> collection, String... fields) {
        create(collection, new IndexOptions().sparse(true), fields);
    }

    private static void create(
            MongoCollection<Document> collection, IndexOptions options, String... fields) {
        List<IndexModel> models =
                List.of(fields).stream()
                        .map(field -> new IndexModel(Indexes.ascending(field), options))
                        .toList();
        Replies.all(collection.createIndexes(models)).await().atMost(START);
    }

    public MongoCollection<Document> nodes() {
        return database.getCollection("nodes");
    }

    public MongoCollection<Document> profiles() {
        return database.getCollection("profiles");
    }

    public MongoCollection<Document> fragments() {
        return database.getCollection("fragments");
    }

    public MongoCollection<Document> offsets() {
        return database.getCollection("offsets");
    }

    /** What could not be read or taken. */
    public MongoCollection<Document> letters() {
        return database.getCollection("letters");
    }

    Uni<Document> ping() {
        return Replies.one(database.runCommand(new Document("ping", 1)));
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
