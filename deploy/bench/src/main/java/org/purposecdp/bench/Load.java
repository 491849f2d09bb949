package org.purposecdp.bench;

import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import org.purposecdp.local.Stack;
import org.purposecdp.local.StackDescription;

/** Sends batches to capture. One thread at a time may send. */
final class Load {
    static final int BATCH = 50;

    private static final long TIMEOUT_MS = 30_000;
    private static final int OK = 200;

    private final HttpClient http;
    private final List<URI> captures;
    private final Events events;

    /**
     * @param captures of each instance, which get the batches in turn
     */
    Load(Vertx vertx, List<URI> captures, Events events) {
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions().setMaxPoolSize(64).setTcpNoDelay(true));
        this.captures = List.copyOf(captures);
        this.events = events;
    }

    static List<URI> captures(StackDescription stack) {
        return stack.services().get(Stack.IDENTITY).instances().stream()
                .map(url -> URI.create(url + "/v1/batch"))
                .toList();
    }

    /**
     * Open loop: a batch leaves when its time has come, whatever became of the ones before. Returns
     * when the last has left.
     */
    void open(Ledger ledger, IntFunction<String> who, int rate, int count, BooleanSupplier stop) {
        long start = System.nanoTime();
        for (int batch = 0; batch * BATCH < count && !stop.getAsBoolean(); batch++) {
            long due = start + TimeUnit.SECONDS.toNanos(1) * batch * BATCH / rate;
            byte[] body = body(ledger, batch, count, who);
            Pace.sleepUntil(due);
            send(ledger, batch, count, body, due, () -> {});
        }
    }

    /**
     * Closed loop: never more than so many under way, nor faster than that rate. What is refused is
     * sent again. Returns when capture has taken all, or when interrupted.
     */
    void closed(Ledger ledger, IntFunction<String> who, int rate, int count, int mostUnderWay) {
        Queue<Integer> refused = new ConcurrentLinkedQueue<>();
        long due = System.nanoTime();
        int next = 0;
        while (!Thread.currentThread().isInterrupted()
                && (next * BATCH < count || !refused.isEmpty() || !ledger.answered())) {
            Integer again = refused.poll();
            boolean idle = again == null && next * BATCH >= count;
            if (idle || ledger.underWay() + BATCH > Math.max(BATCH, mostUnderWay)) {
                if (again != null) {
                    refused.add(again);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                continue;
            }
            int batch = again == null ? next++ : again;
            due = Math.max(due, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
            Pace.sleepUntil(due);
            if (again != null) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
            byte[] body = body(ledger, batch, count, who);
            send(ledger, batch, count, body, System.nanoTime(), () -> refused.add(batch));
            due += TimeUnit.SECONDS.toNanos(1) * BATCH / rate;
        }
    }

    private byte[] body(Ledger ledger, int batch, int count, IntFunction<String> who) {
        return events.batch(ledger.run(), batch * BATCH, size(batch, count), who);
    }

    private static int size(int batch, int count) {
        return Math.min(BATCH, count - batch * BATCH);
    }

    private void send(
            Ledger ledger, int batch, int count, byte[] body, long due, Runnable onRefusal) {
        int size = size(batch, count);
        ledger.sending(batch, size, due, System.nanoTime());
        http.request(options(batch))
                .compose(request -> request.send(Buffer.buffer(body)))
                .compose(Load::status)
                .onSuccess(
                        status -> {
                            if (status == OK) {
                                ledger.accepted(batch, System.nanoTime());
                            } else {
                                ledger.refused(batch, size, "status " + status);
                                onRefusal.run();
                            }
                        })
                .onFailure(
                        failure -> {
                            ledger.refused(batch, size, failure.getClass().getSimpleName());
                            onRefusal.run();
                        });
    }

    private static Future<Integer> status(HttpClientResponse response) {
        return response.end().map(response.statusCode());
    }

    private RequestOptions options(int batch) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(captures.get(batch % captures.size()).toString())
                .setTimeout(TIMEOUT_MS)
                .putHeader("content-type", "application/json");
    }
}
