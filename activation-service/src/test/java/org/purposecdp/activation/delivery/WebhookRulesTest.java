package org.purposecdp.activation.delivery;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.purposecdp.kit.secret.WebhookSecret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebhookRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void anIndependentReceiverAcceptsTheSignature() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String body = "{\"type\":\"delivery\"}";
        HttpHeaders headers = signed(List.of(new WebhookSecret(secret)), body);
        assertThatCode(() -> new Webhook(secret).verify(body, headers)).doesNotThrowAnyException();
    }

    @Test
    void whileASecretTakesAnothersPlaceReceiversWithEitherAccept() {
        WebhookSecret newest = WebhookSecret.random();
        WebhookSecret former = WebhookSecret.random();
        String body = "{\"type\":\"delivery\"}";
        HttpHeaders headers = signed(List.of(newest, former), body);
        String[] signatures = headers.firstValue("webhook-signature").orElseThrow().split(" ");

        for (WebhookSecret each : List.of(newest, former)) {
            assertThatCode(() -> new Webhook(each.value()).verify(body, headers))
                    .doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> new Webhook(WebhookSecret.random().value()).verify(body, headers))
                .isInstanceOf(WebhookVerificationException.class);
        assertThat(signatures).hasSize(2);
        HttpHeaders newestAlone =
                HttpHeaders.of(
                        Map.of(
                                "webhook-id", headers.allValues("webhook-id"),
                                "webhook-timestamp", headers.allValues("webhook-timestamp"),
                                "webhook-signature", List.of(signatures[0])),
                        (name, value) -> true);
        assertThatCode(() -> new Webhook(newest.value()).verify(body, newestAlone))
                .doesNotThrowAnyException();
    }

    private static HttpHeaders signed(List<WebhookSecret> secrets, String body) {
        long second = Instant.now().getEpochSecond();
        String signature = Signature.of(secrets, "d-1", second, body.getBytes(UTF_8));
        return HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of("d-1"),
                        "webhook-timestamp", List.of(Long.toString(second)),
                        "webhook-signature", List.of(signature)),
                (name, value) -> true);
    }

    @Test
    void onlyTwoHundredsSucceed() {
        assertThat(outcome(Answer.of(200, null), 1)).isEqualTo(new Outcome.Delivered());
        assertThat(outcome(Answer.of(204, null), 1)).isEqualTo(new Outcome.Delivered());
        assertThat(outcome(Answer.of(302, null), 1))
                .isEqualTo(new Outcome.Again("HTTP_302", NOW.plusSeconds(5)));
        assertThat(outcome(Answer.NONE, 2))
                .isEqualTo(new Outcome.Again("NO_ANSWER", NOW.plus(Duration.ofMinutes(5))));
        assertThat(outcome(Answer.of(410, null), 1)).isEqualTo(new Outcome.Gone());
    }

    @Test
    void retryAfterIsHonouredWhereItAsksForMore() {
        assertThat(outcome(Answer.of(429, Duration.ofSeconds(60)), 1))
                .isEqualTo(new Outcome.Again("HTTP_429", NOW.plusSeconds(60)));
        assertThat(outcome(Answer.of(503, Duration.ofSeconds(1)), 2))
                .isEqualTo(new Outcome.Again("HTTP_503", NOW.plus(Duration.ofMinutes(5))));
    }

    @Test
    void tenAttemptsAreMade() {
        assertThat(outcome(Answer.of(500, null), 9)).isInstanceOf(Outcome.Again.class);
        assertThat(outcome(Answer.of(500, null), 10))
                .isEqualTo(new Outcome.Failed(Outcome.EXHAUSTED));
    }

    @Test
    void aRefusedAddressIsAnAttemptThatFailedAndSaysSo() {
        assertThat(outcome(Answer.REFUSED, 1))
                .isEqualTo(new Outcome.Again("ADDRESS_REFUSED", NOW.plusSeconds(5)));
        assertThat(outcome(Answer.REFUSED, 10)).isEqualTo(new Outcome.Failed("ADDRESS_REFUSED"));
    }

    private static Outcome outcome(Answer answer, int attempts) {
        return Outcome.of(answer, attempts, NOW, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    60                             | PT1M
                    0                              | PT0S
                    172800                         | PT24H
                    99999999999999999999           | PT24H
                    Sun, 01 Mar 2026 10:30:00 GMT  | PT30M
                    Sunday, 01-Mar-26 10:30:00 GMT | PT30M
                    Sun Mar  1 10:30:00 2026       | PT30M
                    Mon, 09 Mar 2026 10:00:00 GMT  | PT24H
                    Sun, 01 Mar 2026 09:00:00 GMT  | PT0S
                    ' 60 '                         | PT1M
                    -1                             |
                    1.5                            |
                    soon                           |
                    Mon, 01 Mar 2026 10:30:00 GMT  |
                    2026-03-01T10:30:00Z           |
                    """)
    void retryAfterIsSecondsOrADateAndADayAtMost(String header, Duration wait) {
        assertThat(RetryAfter.read(header, NOW)).isEqualTo(wait);
    }

    @Test
    void jitterAddsAtMostATenth() {
        assertThat(RetrySchedule.next(1, 1, null)).contains(Duration.ofMillis(5500));
    }
}
