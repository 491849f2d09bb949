package org.purposecdp.activation.delivery;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

import org.purposecdp.activation.destination.AddressRule;
import org.purposecdp.activation.destination.Receiver;
import org.purposecdp.activation.destination.WebhookAddress;

/**
 * One POST an attempt, signed by Standard Webhooks; the answer's body is not read, a redirect not
 * followed. What a name stands for is looked up and checked for each attempt, and the address that
 * was checked is the one that is dialled.
 */
@ApplicationScoped
class WebhookClient {
    private final Vertx vertx;
    private final AddressRule addresses;
    private final Resolution resolution;
    private final HttpClient http;
    private final Clock clock = Clock.systemUTC();

    WebhookClient(Vertx vertx, AddressRule addresses, Resolution resolution) {
        this.vertx = vertx;
        this.addresses = addresses;
        this.resolution = resolution;
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setMaxPoolSize(256)
                                .setKeepAlive(true)
                                .setTcpNoDelay(true)
                                .setConnectTimeout(5_000));
    }

    /** An attempt under way. */
    private record Call(Receiver to, WebhookAddress address, Attempt attempt, Once once) {}

    void post(Receiver to, Attempt attempt, Consumer<Answer> answered) {
        Once once = new Once(answered);
        // A stopped and continued process must not begin what may outlive its claim.
        if (clock.instant().isAfter(attempt.sendBy())) {
            once.answer(Answer.NOT_BEGUN);
            return;
        }
        Call call;
        try {
            call = new Call(to, WebhookAddress.of(to.destination().url()), attempt, once);
        } catch (IllegalArgumentException e) {
            once.answer(Answer.REFUSED);
            return;
        }
        if (call.address().literal().isPresent()) {
            dial(call, List.of(call.address().literal().get()));
        } else {
            lookUp(call);
        }
    }

    private void lookUp(Call call) {
        Context context = vertx.getOrCreateContext();
        long left =
                Math.max(1, Duration.between(clock.instant(), call.attempt().sendBy()).toMillis());
        long timer = vertx.setTimer(left, id -> call.once().answer(Answer.NONE));
        resolution
                .of(call.address().host())
                .whenComplete(
                        (found, failure) ->
                                context.runOnContext(
                                        ready -> {
                                            if (!vertx.cancelTimer(timer)) {
                                                return;
                                            }
                                            if (failure == null) {
                                                dial(call, found);
                                            } else {
                                                call.once().answer(Answer.NONE);
                                            }
                                        }));
    }

    private void dial(Call call, List<InetAddress> found) {
        Optional<InetAddress> chosen =
                addresses.choose(call.address(), found, call.attempt().number());
        if (chosen.isEmpty()) {
            call.once().answer(Answer.REFUSED);
            return;
        }
        Instant now = clock.instant();
        long timeout = Duration.ofSeconds(call.to().destination().timeoutSeconds()).toMillis();
        byte[] body = call.attempt().body(now);
        http.request(options(call, chosen.get(), now, body, timeout))
                .onFailure(failure -> call.once().answer(Answer.NONE))
                .onSuccess(request -> send(request, body, call, timeout));
    }

    private void send(HttpClientRequest request, byte[] body, Call call, long timeout) {
        Instant end = call.attempt().sendBy().plusMillis(timeout);
        long left = Math.min(timeout, Duration.between(clock.instant(), end).toMillis());
        if (left <= 0) {
            request.reset();
            call.once().answer(Answer.NONE);
            return;
        }
        long timer =
                vertx.setTimer(
                        left,
                        id -> {
                            request.reset();
                            call.once().answer(Answer.NONE);
                        });
        request.send(Buffer.buffer(body))
                .onSuccess(
                        response -> {
                            String asked = response.getHeader("retry-after");
                            call.once()
                                    .answer(
                                            Answer.of(
                                                    response.statusCode(),
                                                    RetryAfter.read(asked, clock.instant())));
                            response.end().onComplete(done -> vertx.cancelTimer(timer));
                        })
                .onFailure(
                        failure -> {
                            vertx.cancelTimer(timer);
                            call.once().answer(Answer.NONE);
                        });
    }

    private static RequestOptions options(
            Call call, InetAddress to, Instant now, byte[] body, long timeout) {
        long second = now.getEpochSecond();
        String id = call.attempt().delivery().id();
        WebhookAddress address = call.address();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(address.port(), to.getHostAddress()))
                .setHost(address.hostHeader())
                .setPort(address.port())
                .setSsl(address.tls())
                .setURI(address.target())
                .setFollowRedirects(false)
                .setTimeout(timeout)
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "purpose-cdp")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(second))
                .putHeader(
                        "webhook-signature", Signature.of(call.to().secrets(), id, second, body));
    }

    private record Once(AtomicBoolean open, Consumer<Answer> answered) {
        Once(Consumer<Answer> answered) {
            this(new AtomicBoolean(true), answered);
        }

        void answer(Answer answer) {
            if (open.compareAndSet(true, false)) {
                answered.accept(answer);
            }
        }
    }
}
