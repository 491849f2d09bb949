package org.purposecdp.bench;

import java.io.IOException;
import java.util.UUID;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** The destination: takes webhooks, enters them in the books and answers 200. */
final class Receiver {
    private static final String HOST = "127.0.0.1";

    private final HttpServer server;
    private final Books books;

    Receiver(Vertx vertx, Books books, int port) {
        this.books = books;
        this.server =
                vertx.createHttpServer()
                        .requestHandler(this::take)
                        .listen(port, HOST)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    String url() {
        return "http://" + HOST + ":" + server.actualPort() + "/webhook";
    }

    private void take(HttpServerRequest request) {
        // Without an id a repeat could not be told from a double, so it counts as one.
        String given = request.getHeader("webhook-id");
        String webhookId = given == null ? UUID.randomUUID().toString() : given;
        request.body()
                .onSuccess(
                        body ->
                                request.response()
                                        .setStatusCode(enter(webhookId, body) ? 200 : 400)
                                        .end());
    }

    private boolean enter(String webhookId, Buffer body) {
        long now = System.nanoTime();
        try {
            for (Mark mark : Mark.in(body.getBytes())) {
                books.arrived(mark, webhookId, now);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
