package org.purposecdp.bench.withdrawal;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.purposecdp.bench.withdrawal.Answer.Enforcement;
import org.purposecdp.bench.withdrawal.Requests.Request;
import org.purposecdp.local.StackDescription;

/** Makes calls and waits for none: each instance of a service is called in turn. */
final class Sender {
    /** For how long those who wait do. */
    private static final Duration WAIT = Duration.ofSeconds(30);

    /** What then is not answered has failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** More than ever wait at once: nobody queues on our side. */
    private static final int MOST_CONNECTIONS = 10_000;

    /** On any other thread an answer may be there before somebody listens. */
    private final Context loop;

    private final HttpClient http;
    private final StackDescription stack;
    private final Requests requests;

    Sender(Vertx vertx, StackDescription stack, Requests requests) {
        this.loop = vertx.getOrCreateContext();
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setMaxPoolSize(MOST_CONNECTIONS)
                                .setTcpNoDelay(true));
        this.stack = stack;
        this.requests = requests;
    }

    /**
     * @param due in {@code System.nanoTime()}, late or not
     * @param waits until it is enforced, if the call is one that may
     * @param then hears the answer, on an event loop
     */
    void send(Call call, int number, long due, boolean waits, Consumer<Answer> then) {
        Request request = requests.of(call, number);
        loop.runOnContext(
                any ->
                        exchange(call, number, request, waits)
                                .onSuccess(
                                        read ->
                                                then.accept(
                                                        new Answer(
                                                                call,
                                                                number,
                                                                due,
                                                                System.nanoTime(),
                                                                read.failure(),
                                                                read.enforcement()))));
    }

    private Future<Read> exchange(Call call, int number, Request request, boolean waits) {
        return http.request(options(call, number, request, waits))
                .compose(opened -> send(opened, request.body()))
                .compose(response -> response.body().map(body -> read(call, response, body)))
                .otherwise(failure -> new Read(failure.getClass().getSimpleName(), null));
    }

    private record Read(String failure, Enforcement enforcement) {}

    private static Future<HttpClientResponse> send(HttpClientRequest opened, Buffer body) {
        return body == null ? opened.send() : opened.send(body);
    }

    private RequestOptions options(Call call, int number, Request request, boolean waits) {
        String url = instance(stack.services().get(call.service()).instances(), number);
        RequestOptions options =
                new RequestOptions()
                        .setMethod(request.method())
                        .setAbsoluteURI(url + request.path())
                        .setTimeout(PATIENCE.toMillis());
        request.headers().forEach(options::putHeader);
        return waits && !call.isProbe()
                ? options.setTimeout(WAIT.plus(PATIENCE).toMillis())
                        .putHeader("prefer", "enforced, wait=" + WAIT.toSeconds())
                : options;
    }

    /** In turn, and the turn changes with each pair, since the calls of a pair may differ. */
    private static String instance(List<String> instances, int number) {
        return instances.get((number + number / 2) % instances.size());
    }

    private static Read read(Call call, HttpClientResponse response, Buffer body) {
        int status = response.statusCode();
        if (status / 100 != 2) {
            return new Read("status " + status, null);
        }
        return new Read(null, call.decides() ? enforcement(body) : null);
    }

    private static Enforcement enforcement(Buffer body) {
        JsonObject told = new JsonObject(body).getJsonObject("enforcement");
        return new Enforcement(
                told.getString("state"),
                told.getJsonArray("pending", new JsonArray()).stream()
                        .map(String::valueOf)
                        .toList());
    }
}
