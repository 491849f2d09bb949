package org.purposecdp.bench.floor;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Takes batches and answers when Kafka has every event. */
final class Ingest implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final KafkaProducer<String, byte[]> producer;
    private final HttpServer server;

    Ingest(Vertx vertx, String kafka) {
        this.producer = Clients.producer(kafka);
        this.server =
                vertx.createHttpServer()
                        .requestHandler(this::take)
                        .listen(0, HOST)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    URI uri() {
        return URI.create("http://" + HOST + ":" + server.actualPort() + "/v1/batch");
    }

    private void take(HttpServerRequest request) {
        request.body()
                .compose(this::produce)
                .onSuccess(done -> request.response().end("{\"success\":true}"))
                .onFailure(failure -> request.response().setStatusCode(503).end());
    }

    private Future<?> produce(Buffer body) {
        List<Future<Void>> acknowledged = new ArrayList<>();
        try {
            for (JsonNode event : Clients.JSON.readTree(body.getBytes()).path("batch")) {
                acknowledged.add(
                        produce(
                                event.path("userId").textValue(),
                                Clients.JSON.writeValueAsBytes(event)));
            }
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
        return Future.all(acknowledged);
    }

    private Future<Void> produce(String person, byte[] event) {
        Promise<Void> promise = Promise.promise();
        producer.send(
                new ProducerRecord<>(Floor.RECEIVED, person, event),
                (metadata, failure) -> {
                    if (failure == null) {
                        promise.complete();
                    } else {
                        promise.fail(failure);
                    }
                });
        return promise.future();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        producer.close();
    }
}
