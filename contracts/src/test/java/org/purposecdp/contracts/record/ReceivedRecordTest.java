package org.purposecdp.contracts.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceivedRecordTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void itAroseWhenItSaysButNoLaterThanItsReceipt() {
        assertThat(record(NOON.minusSeconds(60), NOON).arose()).isEqualTo(NOON.minusSeconds(60));
        assertThat(record(NOON, NOON).arose()).isEqualTo(NOON);
        assertThat(record(NOON.plusSeconds(60), NOON).arose()).isEqualTo(NOON);
    }

    private static ReceivedRecord record(Instant occurred, Instant received) {
        return new ReceivedRecord(
                "r1",
                "m1",
                "web",
                SourceKind.PUBLIC,
                "page",
                List.of(),
                Map.of(),
                null,
                null,
                occurred,
                true,
                received);
    }
}
