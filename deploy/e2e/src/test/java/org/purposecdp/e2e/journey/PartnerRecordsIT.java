package org.purposecdp.e2e.journey;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.platform.SharedRegister;
import org.purposecdp.local.Stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A partner's records are taken packed, and never by mistake. */
@OnPlatform
class PartnerRecordsIT {

    @Test
    void packedLinesAreTakenAndABadTimeIsToldOfItsLineAlone(Platform platform, Brand brand)
            throws IOException {
        String lines =
                record(brand, 1, "2026-01-01T00:00:00Z")
                        + record(brand, 2, "-999999999-01-01T00:00:00Z")
                        + record(brand, 3, "2026-01-01T00:00:00Z");

        Response answer =
                platform.as(SharedRegister.PARTNER, Stack.IDENTITY)
                        .contentType("application/x-ndjson")
                        .header("Content-Encoding", "gzip")
                        .body(gzip(lines))
                        .post("/v1/records");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.jsonPath().getInt("accepted")).isEqualTo(2);
        assertThat(answer.jsonPath().getInt("rejected[0].index")).isOne();
        assertThat(answer.jsonPath().getString("rejected[0].code")).isEqualTo("BAD_TIMESTAMP");
    }

    @Test
    void halfAPackedBodyIsRefused(Platform platform, Brand brand) throws IOException {
        byte[] whole = gzip(record(brand, 1, "2026-01-01T00:00:00Z"));

        Response answer =
                platform.as(SharedRegister.PARTNER, Stack.IDENTITY)
                        .contentType("application/x-ndjson")
                        .header("Content-Encoding", "gzip")
                        .body(java.util.Arrays.copyOf(whole, whole.length / 2))
                        .post("/v1/records");

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "1", "TRUE"})
    void whatIsNeitherYesNorNoIsNoDryRun(String dryRun, Platform platform, Brand brand) {
        Response answer =
                platform.as(SharedRegister.PARTNER, Stack.IDENTITY)
                        .contentType("application/x-ndjson")
                        .body(record(brand, 1, "2026-01-01T00:00:00Z").getBytes(UTF_8))
                        .post("/v1/records?dryRun=" + dryRun);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("INVALID_VALUE");
    }

    private static String record(Brand brand, int number, String occurredAt) {
        return """
                {"messageId":"%1$s-%2$d","identifiers":{"user_id":"%1$s-%2$d"},"occurredAt":"%3$s"}
                """
                .formatted(brand.id(), number, occurredAt);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
