package org.purposecdp.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiverTest {
    private static final String BODY = "{\"type\":\"delivery\",\"data\":{\"name\":\"Päivi\"}}";

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aWebhookThatComesTwiceCountsOnce() throws Exception {
        assertThat(post("id-1", BODY, BODY)).isEqualTo(204);
        assertThat(post("id-1", BODY, BODY)).isEqualTo(204);

        assertThat(receiver.received()).isEqualTo(1);
        assertThat(receiver.badlySigned()).isZero();
    }

    @Test
    void aBodyThatWasChangedAfterSigningIsNotBelieved() throws Exception {
        assertThat(post("id-1", BODY, BODY.replace("Päivi", "Aino"))).isEqualTo(401);

        assertThat(receiver.received()).isZero();
        assertThat(receiver.badlySigned()).isEqualTo(1);
    }

    private int post(String id, String signed, String sent)
            throws IOException, InterruptedException, WebhookSigningException {
        long second = Instant.now().getEpochSecond();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(receiver.url()))
                        .header("webhook-id", id)
                        .header("webhook-timestamp", Long.toString(second))
                        .header(
                                "webhook-signature",
                                new Webhook(receiver.secret()).sign(id, second, signed))
                        .POST(HttpRequest.BodyPublishers.ofString(sent))
                        .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
