package org.purposecdp.identity.capture;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InstantsTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00.123456789Z, 2026-03-01T12:00:00.123456789Z",
        "2026-03-01T12:00:00+02:00, 2026-03-01T10:00:00Z",
        "2026-03-01T12:00:00+0200, 2026-03-01T10:00:00Z",
        "2026-03-01T12:00:00-0500, 2026-03-01T17:00:00Z",
        "2026-03-01T12:00:00+02, 2026-03-01T10:00:00Z",
        "2026-03-01T12:00:00, 2026-03-01T12:00:00Z",
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2026-05-01 10:00:00, 2026-05-01T10:00:00Z",
        "2026-05-01 10:00:00.25, 2026-05-01T10:00:00.25Z",
        "2026-05-01 10:00:00 UTC, 2026-05-01T10:00:00Z",
        "2026-05-01 10:00:00 GMT, 2026-05-01T10:00:00Z",
        "2026-05-01T10:00:00 UTC, 2026-05-01T10:00:00Z",
        "2026-05-01 10:00:00+00:00, 2026-05-01T10:00:00Z",
        "2026-05-01 12:00:00 +0200, 2026-05-01T10:00:00Z",
        "1777629600, 2026-05-01T10:00:00Z",
        "1777629600.5, 2026-05-01T10:00:00.5Z",
        "1777629600123, 2026-05-01T10:00:00.123Z",
        "1777629600123456, 2026-05-01T10:00:00.123456Z",
        "1777629600123456789, 2026-05-01T10:00:00.123456789Z"
    })
    void aTimeIsReadAsItIsWritten(String written, String instant) {
        assertThat(Instants.read(JSON.textNode(written))).contains(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "soon",
                "20260501",
                "20260501100000",
                "202605011000",
                "1777629600.",
                "1777629600.1.2",
                "1777629600e3",
                "-1777629600",
                "2026-05-01 10:00:00 EET",
                "2026-05-01  10:00:00",
                "0000-00-00 00:00:00",
                "2026-03-01T12:00:00+99:00"
            })
    void anImpossibleTimeIsNone(String written) {
        assertThatThrownBy(() -> Instants.read(JSON.textNode(written)))
                .isInstanceOf(DateTimeException.class);
    }

    @Test
    void aNumberIsMillisecondsOrSeconds() {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");

        assertThat(Instants.read(JSON.numberNode(at.toEpochMilli()))).contains(at);
        assertThat(Instants.read(JSON.numberNode(at.getEpochSecond()))).contains(at);
        assertThat(Instants.read(JSON.numberNode(new BigDecimal(at.getEpochSecond() + ".25"))))
                .contains(at.plusMillis(250));
    }

    @Test
    void aNumberMayBeFinerThanThat() {
        Instant at = Instant.parse("2026-05-01T10:00:00.123456Z");

        assertThat(Instants.read(JSON.numberNode(1777629600123456L))).contains(at);
        assertThat(Instants.read(JSON.numberNode(1777629600123456000L))).contains(at);
    }

    @Test
    void aTimeThatWasNeverSetSaysNothing() {
        assertThat(Instants.read(JSON.textNode("0001-01-01T00:00:00Z"))).isEmpty();
        assertThat(Instants.read(JSON.textNode("0001-01-01T00:00:00"))).isEmpty();
        assertThat(Instants.lenient(JSON.textNode("0001-01-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void aNumberThatNoClockShowsIsNone() {
        for (JsonNode number :
                new JsonNode[] {
                    JSON.numberNode(new BigInteger("99999999999999999999999")),
                    JSON.numberNode(new BigDecimal("1e999999999")),
                    JSON.numberNode(-1),
                    JSON.numberNode(20260501100000L),
                    JSON.booleanNode(true),
                    JSON.objectNode()
                }) {
            assertThatThrownBy(() -> Instants.read(number)).isInstanceOf(DateTimeException.class);
        }
    }

    @Test
    void anEmptyFieldIsAsGoodAsNone() {
        assertThat(Instants.read(JSON.textNode(" "))).isEmpty();
        assertThat(Instants.read(JSON.nullNode())).isEmpty();
        assertThat(Instants.lenient(JSON.textNode("never"))).isEmpty();
    }

    @Test
    void aTimeThatWasNeverSetIsAsGoodAsNone() {
        assertThat(Instants.read(JSON.textNode("0001-01-01T00:00:00Z"))).isEmpty();
        assertThat(Instants.lenient(JSON.textNode("0001-01-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void aTimeBeforeAllOthersIsNone() {
        Instant boot = Instant.parse("0001-01-01T00:00:05Z");

        assertThatThrownBy(() -> Instants.corrected(boot, Optional.of(boot), NOW))
                .isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> Instants.corrected(boot, Optional.empty(), NOW))
                .isInstanceOf(DateTimeException.class);
    }

    @Test
    void whatAClockThatIsAheadShowsMovesBack() {
        assertThat(Instants.corrected(NOW, Optional.of(NOW.plusSeconds(60)), NOW))
                .isEqualTo(new ClaimedTime(NOW.minusSeconds(60), true));
        assertThat(Instants.corrected(NOW.plusSeconds(50), Optional.of(NOW.plusSeconds(60)), NOW))
                .isEqualTo(new ClaimedTime(NOW.minusSeconds(10), true));
    }

    /** Else a "yes" that an SDK sends again would be said after the withdrawal between. */
    @Test
    void whatIsLongOnItsWayOrSentAgainKeepsItsTime() {
        Instant said = NOW.minusSeconds(60);

        assertThat(Instants.corrected(said, Optional.of(said), NOW))
                .isEqualTo(new ClaimedTime(said, true));
        assertThat(Instants.corrected(said, Optional.of(said), NOW.plusSeconds(3600)))
                .isEqualTo(new ClaimedTime(said, true));
        assertThat(Instants.corrected(said, Optional.of(NOW), NOW))
                .isEqualTo(new ClaimedTime(said, true));
    }

    @Test
    void aSlowClockBringsNothingIntoTheFuture() {
        assertThat(Instants.corrected(NOW.plusSeconds(60), Optional.of(NOW.minusSeconds(60)), NOW))
                .isEqualTo(ClaimedTime.none(NOW));
        assertThat(Instants.corrected(NOW.plusSeconds(90), Optional.of(NOW.plusSeconds(60)), NOW))
                .isEqualTo(ClaimedTime.none(NOW));
    }

    @Test
    void nothingHasHappenedInTheFuture() {
        assertThat(Instants.corrected(NOW.plusSeconds(60), Optional.empty(), NOW))
                .isEqualTo(ClaimedTime.none(NOW));
    }
}
