package org.purposecdp.activation.delivery;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.activation.destination.AddressRule;
import org.purposecdp.activation.destination.Destination;
import org.purposecdp.activation.destination.Receiver;
import org.purposecdp.activation.gate.Ask;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.kit.secret.WebhookSecret;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookClientTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        server =
                vertx.createHttpServer()
                        .requestHandler(
                                request -> {
                                    requests.add(request);
                                    request.body()
                                            .onSuccess(
                                                    body -> {
                                                        bodies.add(body.toString());
                                                        request.response()
                                                                .putHeader("Location", "/other")
                                                                .setStatusCode(status)
                                                                .end();
                                                    });
                                })
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void theAddressThatWasCheckedIsDialledUnderTheNameThatWasAsked() throws Exception {
        Answer answer = post("http://crm.example.org:%d/hooks?a=b", loopback(), "127.0.0.1");

        assertThat(answer).isEqualTo(Answer.of(200, null));
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).getHeader("host"))
                .isEqualTo("crm.example.org:" + server.actualPort());
        assertThat(requests.get(0).uri()).isEqualTo("/hooks?a=b");
        assertThat(bodies.get(0)).contains("\"channels\":{\"EMAIL\":true}");
    }

    @Test
    void whatStandsForAnAddressOfOursIsNotDialled() throws Exception {
        AddressRule strict = new AddressRule(true, List.of());

        assertThat(post("http://crm.example.org:%d/", strict, "127.0.0.1"))
                .isEqualTo(Answer.REFUSED);
        assertThat(post("http://crm.example.org:%d/", strict, "1.1.1.1", "127.0.0.1"))
                .isEqualTo(Answer.REFUSED);
        assertThat(post("http://127.0.0.1:%d/", strict)).isEqualTo(Answer.REFUSED);
        assertThat(post("http://2130706433:%d/", loopback())).isEqualTo(Answer.REFUSED);
        assertThat(post("http://anna:x@127.0.0.1:%d/", loopback())).isEqualTo(Answer.REFUSED);
        assertThat(post("http://127.0.0.1:%d/", new AddressRule(false, List.of("127.0.0.0/8"))))
                .isEqualTo(Answer.REFUSED);
        assertThat(requests).isEmpty();
    }

    @Test
    void eachAttemptDialsTheNextOfTheAddressesThatANameStandsFor() throws Exception {
        String nobodyListens = "127.0.0.2";

        assertThat(attempt(1, nobodyListens, "127.0.0.1")).isEqualTo(Answer.NONE);
        assertThat(attempt(2, nobodyListens, "127.0.0.1")).isEqualTo(Answer.of(200, null));
        assertThat(attempt(3, nobodyListens, "127.0.0.1")).isEqualTo(Answer.NONE);
    }

    @Test
    void aNameThatStandsForNothingHasNoAnswer() throws Exception {
        assertThat(post("http://crm.example.org:%d/", loopback())).isEqualTo(Answer.NONE);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        // Of 301 to 308 the only one that the HTTP client would follow with a POST.
        status = 303;
        assertThat(post("http://127.0.0.1:%d/", loopback()).status()).isEqualTo(303);
        assertThat(requests).hasSize(1);
    }

    private static AddressRule loopback() {
        return new AddressRule(true, List.of("127.0.0.0/8"));
    }

    /**
     * @param found what any name stands for; none for one that is unknown
     */
    private Answer post(String url, AddressRule rule, String... found) throws Exception {
        return post(url, rule, 1, found);
    }

    private Answer attempt(int number, String... found) throws Exception {
        return post("http://crm.example.org:%d/", loopback(), number, found);
    }

    private Answer post(String url, AddressRule rule, int number, String... found)
            throws Exception {
        CompletableFuture<Answer> answered = new CompletableFuture<>();
        Destination destination =
                new Destination(null, url.formatted(server.actualPort()), 30, 1, null);
        new WebhookClient(vertx, rule, standingFor(found))
                .post(
                        new Receiver("crm", destination, List.of(WebhookSecret.random())),
                        attempt(number),
                        answered::complete);
        return answered.get(60, TimeUnit.SECONDS);
    }

    private static Resolution standingFor(String... found) {
        return new Resolution() {
            @Override
            CompletableFuture<List<InetAddress>> of(String host) {
                if (found.length == 0) {
                    return CompletableFuture.failedFuture(new IllegalStateException());
                }
                return CompletableFuture.completedFuture(
                        List.of(found).stream().map(WebhookClientTest::address).toList());
            }
        };
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Attempt attempt(int number) {
        Ask ask =
                new Ask(
                        "p1",
                        "n1",
                        "offers",
                        "crm",
                        Channel.NONE,
                        true,
                        DataCategory.TRANSACTIONAL,
                        Set.of(),
                        Set.of());
        return new Attempt(
                new Queued("d-1", "a-1", ask, "r-1", "Order Completed", Map.of(), 0, true),
                "claim",
                number,
                Instant.now().plusSeconds(30),
                Map.of(),
                Map.of(Channel.EMAIL, true),
                null,
                List.of("n1"),
                4);
    }
}
