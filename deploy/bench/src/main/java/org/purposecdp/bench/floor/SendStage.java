package org.purposecdp.bench.floor;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.bson.Document;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A poll is one bulk of inserts and one of updates, one a person; then a POST for each event. */
final class SendStage implements AutoCloseable {
    private static final int AT_A_TIME = 128;
    private static final int DUPLICATE_KEY = 11_000;

    private final MongoCollection<Document> events;
    private final MongoCollection<Document> people;
    private final HttpClient http;
    private final URI webhook;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;
    private final Semaphore free = new Semaphore(AT_A_TIME);

    SendStage(
            Vertx vertx,
            String kafka,
            MongoDatabase database,
            URI webhook,
            Consumer<Throwable> failed) {
        this.events = database.getCollection("event");
        this.people = database.getCollection("person");
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions().setMaxPoolSize(AT_A_TIME).setTcpNoDelay(true));
        this.webhook = webhook;
        this.consumer = Clients.consumer(kafka, Floor.STORED);
        this.thread = Clients.loop(consumer, this::take, failed);
    }

    private CompletableFuture<?> take(ConsumerRecords<String, byte[]> records)
            throws InterruptedException {
        List<Document> inserts = new ArrayList<>(records.count());
        Map<String, List<Document>> byPerson = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Document event = Document.parse(new String(record.value(), UTF_8));
            event.put("_id", event.get("messageId"));
            inserts.add(event);
            byPerson.computeIfAbsent(record.key(), any -> new ArrayList<>()).add(event);
        }
        insert(inserts);
        people.bulkWrite(updates(byPerson), new BulkWriteOptions().ordered(false));
        List<CompletableFuture<?>> posts = new ArrayList<>(records.count());
        int number = 0;
        for (ConsumerRecord<String, byte[]> record : records) {
            free.acquire();
            posts.add(post(inserts.get(number++).getString("messageId"), record.value()));
        }
        return CompletableFuture.allOf(posts.toArray(CompletableFuture<?>[]::new));
    }

    private void insert(List<Document> documents) {
        try {
            events.insertMany(documents, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            // Read twice, kept once.
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
        }
    }

    private static List<WriteModel<Document>> updates(Map<String, List<Document>> byPerson) {
        List<WriteModel<Document>> updates = new ArrayList<>(byPerson.size());
        byPerson.forEach(
                (person, theirs) ->
                        updates.add(
                                new UpdateOneModel<>(
                                        Filters.eq(person),
                                        Updates.combine(
                                                Updates.inc("count", theirs.size()),
                                                Updates.inc("total", total(theirs)),
                                                Updates.set(
                                                        "lastAt",
                                                        theirs.get(theirs.size() - 1)
                                                                .get("timestamp"))),
                                        new UpdateOptions().upsert(true))));
        return updates;
    }

    private static int total(List<Document> events) {
        return events.stream()
                .mapToInt(event -> event.get("properties", Document.class).getInteger("total"))
                .sum();
    }

    private CompletableFuture<?> post(String id, byte[] event) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(webhook.toString())
                        .putHeader("content-type", "application/json")
                        .putHeader("webhook-id", id);
        return http.request(options)
                .compose(request -> request.send(Buffer.buffer(event)))
                .compose(response -> response.end())
                .onComplete(done -> free.release())
                .toCompletionStage()
                .toCompletableFuture();
    }

    @Override
    public void close() {
        Clients.end(consumer, thread);
    }
}
