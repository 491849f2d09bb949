package org.purposecdp.identity.hook;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.ws.rs.core.HttpHeaders;

import com.standardwebhooks.Webhook;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.identity.source.Revision;
import org.purposecdp.kit.problem.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Anybody may send a megabyte, and say anything of how it was signed. */
class HookHashingTest {
    private static final Signing STANDARD =
            new Signing(Signing.Scheme.STANDARD, null, null, null, null);
    private static final byte[] BODY = "{\"name\":\"x\"}".repeat(80_000).getBytes(UTF_8);
    private static final byte[] SHORT_BODY = "{\"name\":\"x\"}".getBytes(UTF_8);
    private static final Pseudonyms PSEUDONYMS =
            Pseudonyms.ofKey("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

    private final HookSecret newer = HookSecret.random();
    private final HookSecret older = HookSecret.random();
    private final Vertx vertx = Vertx.vertx();
    private final Context caller = vertx.getOrCreateContext();

    @BeforeEach
    void watch() {
        WatchedMac.begin();
    }

    @AfterEach
    void stop() {
        WatchedMac.end();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aBodyIsHashedOnceASecretHoweverManySignaturesAreSent() {
        Map<String, String> headers = headers(wrong(20));

        Signature sent = Signature.of(STANDARD, headers::get, Instant.now()).orElseThrow();

        assertThat(sent.by(List.of(newer, older), BODY)).isFalse();
        assertThat(WatchedMac.MADE).hasSize(2);
        assertThat(WatchedMac.bytes()).isEqualTo(2L * (sent.head().length + BODY.length));
    }

    @Test
    void itIsHashedOnceWhereTheNewestSecretHolds() throws Exception {
        Map<String, String> headers = headers("");
        long at = Long.parseLong(headers.get("webhook-timestamp"));
        String right = new Webhook(newer.value()).sign("msg_1", at, new String(BODY, UTF_8));
        headers.put("webhook-signature", wrong(19) + ' ' + right);
        WatchedMac.MADE.clear();

        Signature sent = Signature.of(STANDARD, headers::get, Instant.now()).orElseThrow();

        assertThat(sent.by(List.of(newer, older), BODY)).isTrue();
        assertThat(WatchedMac.MADE).hasSize(1);
    }

    @Test
    void nothingIsHashedForWhatCanBeNoSignature() {
        for (String none : List.of("", "v1", "v1,", "v1,!!!", "v1,YWJj", "v2," + signature(1))) {
            assertThat(Signature.of(STANDARD, headers(none)::get, Instant.now()))
                    .as(none)
                    .isEmpty();
        }
        assertThat(WatchedMac.MADE).isEmpty();
    }

    @Test
    void aLongBodyIsHashedOnNoEventLoop() {
        refused(BODY);

        assertThat(WatchedMac.MADE)
                .hasSize(2)
                .allSatisfy(
                        made -> {
                            assertThat(made.onEventLoop()).isFalse();
                            assertThat(made.thread()).startsWith("cdp-hooks-");
                        });
    }

    @Test
    void aShortOneIsHashedSoonerThanHandedOver() {
        refused(SHORT_BODY);

        assertThat(WatchedMac.MADE).hasSize(2).allMatch(WatchedMac.Made::onEventLoop);
    }

    private void refused(byte[] body) {
        HookTable table =
                new HookTable(null, PSEUDONYMS) {
                    @Override
                    Uni<Optional<Stored>> of(String source) {
                        Hook hook =
                                new Hook(null, Map.of("/e", "identifier:email"), null, STANDARD);
                        return Uni.createFrom()
                                .item(
                                        Optional.of(
                                                new Stored(
                                                        hook,
                                                        List.of(newer, older),
                                                        new Revision(1))));
                    }
                };
        DeliveryResource resource =
                new DeliveryResource(
                        table, null, null, () -> new Normaliser(IdentityRules.DEFAULT), PSEUDONYMS);
        WatchedMac.MADE.clear();

        assertThatThrownBy(
                        () ->
                                Uni.createFrom()
                                        .deferred(
                                                () ->
                                                        resource.take(
                                                                "shop",
                                                                sent(headers(wrong(20))),
                                                                body))
                                        .runSubscriptionOn(
                                                task -> caller.runOnContext(any -> task.run()))
                                        .await()
                                        .atMost(Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.type()).isEqualTo(IdentityProblem.NOT_SIGNED));
    }

    private static Map<String, String> headers(String signatures) {
        Map<String, String> headers = new HashMap<>();
        headers.put("webhook-id", "msg_1");
        headers.put("webhook-timestamp", "" + Instant.now().getEpochSecond());
        headers.put("webhook-signature", signatures);
        return headers;
    }

    private static HttpHeaders sent(Map<String, String> headers) {
        return (HttpHeaders)
                Proxy.newProxyInstance(
                        HookHashingTest.class.getClassLoader(),
                        new Class<?>[] {HttpHeaders.class},
                        (proxy, method, asked) -> headers.get((String) asked[0]));
    }

    private static String wrong(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> "v1," + signature(i))
                .collect(Collectors.joining(" "));
    }

    private static String signature(int i) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) i;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
