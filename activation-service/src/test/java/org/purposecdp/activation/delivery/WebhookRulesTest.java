package org.purposecdp.activation.delivery;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class WebhookRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void anIndependentReceiverAcceptsTheSignature() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        long second = Instant.now().getEpochSecond();
        String body = "{\"type\":\"delivery\"}";
        String signature = Signature.of(secret, "d-1", second, body.getBytes(UTF_8));
        HttpHeaders headers =
                HttpHeaders.of(
                        Map.of(
                                "webhook-id", List.of("d-1"),
                                "webhook-timestamp", List.of(Long.toString(second)),
                                "webhook-signature", List.of(signature)),
                        (name, value) -> true);
        assertThatCode(() -> new Webhook(secret).verify(body, headers)).doesNotThrowAnyException();
    }

    @Test
    void onlyTwoHundredsSucceed() {
        assertThat(Outcome.of(200, null, 1, NOW, 0)).isEqualTo(new Outcome.Delivered());
        assertThat(Outcome.of(204, null, 1, NOW, 0)).isEqualTo(new Outcome.Delivered());
        assertThat(Outcome.of(302, null, 1, NOW, 0))
                .isEqualTo(new Outcome.Again("HTTP_302", NOW.plusSeconds(5)));
        assertThat(Outcome.of(0, null, 2, NOW, 0))
                .isEqualTo(new Outcome.Again("NO_ANSWER", NOW.plus(Duration.ofMinutes(5))));
        assertThat(Outcome.of(410, null, 1, NOW, 0)).isEqualTo(new Outcome.Gone());
    }

    @Test
    void retryAfterIsHonouredWhereItAsksForMore() {
        assertThat(Outcome.of(429, 60L, 1, NOW, 0))
                .isEqualTo(new Outcome.Again("HTTP_429", NOW.plusSeconds(60)));
        assertThat(Outcome.of(503, 1L, 2, NOW, 0))
                .isEqualTo(new Outcome.Again("HTTP_503", NOW.plus(Duration.ofMinutes(5))));
    }

    @Test
    void tenAttemptsAreMade() {
        assertThat(Outcome.of(500, null, 9, NOW, 0)).isInstanceOf(Outcome.Again.class);
        assertThat(Outcome.of(500, null, 10, NOW, 0))
                .isEqualTo(new Outcome.Failed(Outcome.EXHAUSTED));
    }

    @Test
    void jitterAddsAtMostATenth() {
        assertThat(RetrySchedule.next(1, 1, null)).contains(Duration.ofMillis(5500));
    }
}
