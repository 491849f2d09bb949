package org.purposecdp.activation.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import org.purposecdp.activation.destination.Destination;

/** One POST an attempt, signed by Standard Webhooks; the answer's body is not read. */
@ApplicationScoped
class WebhookClient {
    static final int NO_ANSWER = 0;
    static final int NOT_BEGUN = -1;

    private final Vertx vertx;
    private final HttpClient http;
    private final Clock clock = Clock.systemUTC();

    WebhookClient(Vertx vertx) {
        this.vertx = vertx;
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setMaxPoolSize(256)
                                .setKeepAlive(true)
                                .setTcpNoDelay(true)
                                .setConnectTimeout(5_000));
    }

    /**
     * @param answered gets the status, or one of the two above, and what Retry-After asked for
     */
    void post(Destination destination, Attempt attempt, BiConsumer<Integer, Long> answered) {
        Instant now = clock.instant();
        // A stopped and continued process must not begin what may outlive its claim.
        Once once = new Once(answered);
        if (now.isAfter(attempt.sendBy())) {
            once.answer(NOT_BEGUN, null);
            return;
        }
        long timeout = Duration.ofSeconds(destination.timeoutSeconds()).toMillis();
        byte[] body = attempt.body(now);
        http.request(options(destination, attempt, now, body, timeout))
                .onFailure(failure -> once.answer(NO_ANSWER, null))
                .onSuccess(request -> send(request, body, attempt, timeout, once));
    }

    private void send(
            HttpClientRequest request, byte[] body, Attempt attempt, long timeout, Once once) {
        Instant end = attempt.sendBy().plusMillis(timeout);
        long left = Math.min(timeout, Duration.between(clock.instant(), end).toMillis());
        if (left <= 0) {
            request.reset();
            once.answer(NO_ANSWER, null);
            return;
        }
        long timer =
                vertx.setTimer(
                        left,
                        id -> {
                            request.reset();
                            once.answer(NO_ANSWER, null);
                        });
        request.send(Buffer.buffer(body))
                .onSuccess(
                        response -> {
                            once.answer(response.statusCode(), retryAfter(response));
                            response.end().onComplete(done -> vertx.cancelTimer(timer));
                        })
                .onFailure(
                        failure -> {
                            vertx.cancelTimer(timer);
                            once.answer(NO_ANSWER, null);
                        });
    }

    private static RequestOptions options(
            Destination destination, Attempt attempt, Instant now, byte[] body, long timeout) {
        long second = now.getEpochSecond();
        String id = attempt.delivery().id();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(destination.url())
                .setTimeout(timeout)
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "purpose-cdp")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(second))
                .putHeader(
                        "webhook-signature", Signature.of(destination.secret(), id, second, body));
    }

    /** Seconds, or nothing where it is a date or nonsense. */
    private static Long retryAfter(HttpClientResponse response) {
        String value = response.getHeader("retry-after");
        return value != null && value.matches("\\d{1,6}") ? Long.valueOf(value) : null;
    }

    private record Once(AtomicBoolean open, BiConsumer<Integer, Long> answered) {
        Once(BiConsumer<Integer, Long> answered) {
            this(new AtomicBoolean(true), answered);
        }

        void answer(int status, Long retryAfter) {
            if (open.compareAndSet(true, false)) {
                answered.accept(status, retryAfter);
            }
        }
    }
}
