package org.purposecdp.identity.hook;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class SignatureTest {
    private static final Signing STANDARD =
            new Signing(Signing.Scheme.STANDARD, null, null, null, null);
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final String BODY = "{\"name\":\"Käthe Mäkinen\"}";

    private final HookSecret secret = HookSecret.random();

    @Test
    void whatTheStandardsOwnLibrarySignedHolds() throws Exception {
        assertThat(holds(signed(secret, NOW), BODY, secret)).isTrue();
    }

    @Test
    void anotherBodySecretIdOrTimeDoesNot() throws Exception {
        Map<String, String> headers = signed(secret, NOW);

        assertThat(holds(headers, BODY + " ", secret)).isFalse();
        assertThat(holds(headers, BODY, HookSecret.random())).isFalse();
        assertThat(holds(with(headers, "webhook-id", "msg_2"), BODY, secret)).isFalse();
        assertThat(holds(with(headers, "webhook-timestamp", "1"), BODY, secret)).isFalse();
        assertThat(holds(signed(secret, NOW.minusSeconds(301)), BODY, secret)).isFalse();
        assertThat(holds(signed(secret, NOW.plusSeconds(301)), BODY, secret)).isFalse();
        assertThat(holds(signed(secret, NOW.minusSeconds(299)), BODY, secret)).isTrue();
        for (String header : headers.keySet()) {
            assertThat(holds(with(headers, header, null), BODY, secret)).as(header).isFalse();
            assertThat(holds(with(headers, header, "x"), BODY, secret)).as(header).isFalse();
        }
    }

    @Test
    void oneOfSeveralSignaturesAndOneOfSeveralSecretsIsEnough() throws Exception {
        HookSecret newer = HookSecret.random();
        Map<String, String> headers = signed(secret, NOW);
        headers.put("webhook-signature", "v1a,abc v1,!!! " + headers.get("webhook-signature"));

        assertThat(holds(headers, BODY, newer, secret)).isTrue();
    }

    /** GitHub's own example, from its documentation. */
    @Test
    void gitHubsExampleHolds() {
        Signing signing =
                new Signing(
                        Signing.Scheme.HMAC,
                        "x-hub-signature-256",
                        Signing.Algorithm.SHA256,
                        Signing.Encoding.HEX,
                        "sha256=");
        String sent = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        List<HookSecret> secrets = List.of(new HookSecret("It's a Secret to Everybody"));

        byte[] body = "Hello, World!".getBytes(UTF_8);

        assertThat(Signature.of(signing, name -> sent, NOW).orElseThrow().by(secrets, body))
                .isTrue();
        assertThat(Signature.of(signing, name -> sent.substring(7), NOW)).isEmpty();
    }

    private static boolean holds(Map<String, String> headers, String body, HookSecret... secrets) {
        return Signature.of(STANDARD, headers::get, NOW)
                .filter(sent -> sent.by(List.of(secrets), body.getBytes(UTF_8)))
                .isPresent();
    }

    private static Map<String, String> with(
            Map<String, String> headers, String name, String value) {
        Map<String, String> other = new HashMap<>(headers);
        other.put(name, value);
        return other;
    }

    private static Map<String, String> signed(HookSecret secret, Instant at) throws Exception {
        Map<String, String> headers = new HashMap<>();
        headers.put("webhook-id", "msg_1");
        headers.put("webhook-timestamp", "" + at.getEpochSecond());
        headers.put(
                "webhook-signature",
                new Webhook(secret.value()).sign("msg_1", at.getEpochSecond(), BODY));
        return headers;
    }
}
