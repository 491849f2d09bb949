package org.purposecdp.identity.capture;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.identity.consent.ConsentFirst.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

class IntakeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final ReceivedRecord page = record("page");
    private final ReceivedRecord word = record("word");
    private final List<Reading> readings =
            List.of(
                    Reading.invalid("none", InvalidEvent.BAD_FIELD),
                    new Reading("word", null, InvalidEvent.BAD_TIMESTAMP, word),
                    Reading.of(page));

    @Test
    void theWordOfWhatIsRefusedIsJudgedAsARecordIs() {
        assertThat(Intake.records(readings)).containsExactly(word, page);
    }

    @Test
    void whatIsRefusedKeepsItsReasonWhateverBecomesOfItsWord() {
        assertThat(judged(new Verdict(true, word), new Verdict(false, null)))
                .extracting(Reading::invalid)
                .containsExactly(
                        InvalidEvent.BAD_FIELD,
                        InvalidEvent.BAD_TIMESTAMP,
                        InvalidEvent.NO_CONSENT_YET);
        assertThat(judged(new Verdict(false, null), new Verdict(true, page)))
                .extracting(Reading::invalid)
                .containsExactly(InvalidEvent.BAD_FIELD, InvalidEvent.BAD_TIMESTAMP, null);
    }

    private List<Reading> judged(Verdict... verdicts) {
        return Intake.judged(readings, List.of(verdicts));
    }

    private static ReceivedRecord record(String id) {
        return new ReceivedRecord(
                id,
                id,
                "web",
                SourceKind.PUBLIC,
                "page",
                List.of(new Identifier("user_id", "u")),
                Map.of(),
                null,
                Map.of("ads", Word.NO),
                NOW,
                false,
                NOW);
    }
}
