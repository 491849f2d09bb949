package org.purposecdp.local.demo;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShippedTest {
    private final Shipped shipped = new Shipped(Duration.ofDays(31));

    @Test
    void instantsMoveAtAnyDepthAndNothingElseDoes() throws Exception {
        JsonNode node =
                shipped.shifted(
                        Platform.JSON.readTree(
                                """
                                {"timestamp":"2026-01-01T12:00:00Z","body":{"at":"2025-12-31T23:59:59Z"},
                                 "versions":[{"from":"2024-01-01T12:00:00Z"}],"createdAt":"2026-01-01T12:00:00Z"}
                                """));

        assertThat(node.path("timestamp").asText()).isEqualTo("2026-02-01T12:00:00Z");
        assertThat(node.path("body").path("at").asText()).isEqualTo("2026-01-31T23:59:59Z");
        assertThat(node.path("versions").path(0).path("from").asText())
                .isEqualTo("2024-02-01T12:00:00Z");
        assertThat(node.path("createdAt").asText()).isEqualTo("2026-01-01T12:00:00Z");
    }

    @Test
    void whatIsMeantToBeUnreadableStaysSo() throws Exception {
        JsonNode node =
                shipped.shifted(Platform.JSON.readTree("{\"timestamp\":\"the day before\"}"));

        assertThat(node.path("timestamp").asText()).isEqualTo("the day before");
    }
}
