package org.purposecdp.identity.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.ReceivedRecord.Event;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.identity.consent.ConsentFirst.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

class JudgingTest {
    private static final Identifier BROWSER = new Identifier("anonymous_id", "browser");
    private static final Identifier LIISA = new Identifier("user_id", "liisa");
    private static final Map<String, Word> YES = Map.of("Advertising", Word.YES);
    private static final Map<String, Word> NO = Map.of("ADVERTISING", Word.NO);
    private static final Map<String, Word> UNCLEAR = Map.of("Advertising", Word.UNCLEAR);

    private final Pseudonyms pseudonyms =
            Pseudonyms.ofKey("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    private final Judging judging =
            new Judging(
                    Set.of("advertising"),
                    new Catalogue(null, null, Set.of("Choice Made")),
                    pseudonyms);
    private final DeviceWords words = new DeviceWords(Map.of());
    private final Set<String> known = new HashSet<>();
    private int records;

    @Test
    void nothingGoesOnBeforeTheDeviceSaysYes() {
        assertThat(judge(says(null), says(NO), says(UNCLEAR), says(Map.of("Other", Word.YES))))
                .extracting(Verdict::taken)
                .containsOnly(false);
        assertThat(judge(says(NO)).get(0).goesOn()).isNull();
    }

    @Test
    void whatFollowsAYesIsTakenWhole() {
        ReceivedRecord yes = says(YES);
        ReceivedRecord silent = says(null);
        List<Verdict> verdicts = judge(yes, silent);
        assertThat(verdicts).extracting(Verdict::taken).containsExactly(true, true);
        assertThat(verdicts.get(1).goesOn()).isSameAs(silent);
    }

    @Test
    void theNoThatEndsAYesGoesOnAloneAndOnce() {
        ReceivedRecord yes = says(YES);
        ReceivedRecord no = says(NO);
        List<Verdict> verdicts = judge(yes, no, says(NO), says(null));

        assertThat(verdicts).extracting(Verdict::taken).containsExactly(true, false, false, false);
        ReceivedRecord word = verdicts.get(1).goesOn();
        assertThat(word.identifiers()).isEqualTo(no.identifiers());
        assertThat(word.consent()).isEqualTo(NO);
        assertThat(word.traits()).isEmpty();
        assertThat(word.event()).isNull();
        assertThat(word.recordId()).isNotEqualTo(no.recordId());
        assertThat(verdicts.get(2).goesOn()).isNull();
        assertThat(verdicts.get(3).goesOn()).isNull();
    }

    @Test
    void aWordThatIsNotUnderstoodIsHeardAsANoIs() {
        assertThat(judge(says(YES), says(UNCLEAR)).get(1).goesOn().consent()).isEqualTo(UNCLEAR);
    }

    @Test
    void ofAConsentEventTheNameStaysSoThatItIsAnAct() {
        Verdict verdict = judge(says(YES), event("Choice Made", NO)).get(1);
        assertThat(verdict.goesOn().event()).isEqualTo(new Event("Choice Made", Map.of()));
        assertThat(judge(says(YES), event("Order Completed", NO)).get(1).goesOn().event()).isNull();
    }

    @Test
    void theNoOfSomebodyKnownIsHeardOnceFromADeviceThatIsNew() {
        known.add(pseudonyms.identifier(LIISA));
        List<Verdict> verdicts = judge(says(NO), says(NO));
        assertThat(verdicts.get(0).goesOn()).isNotNull();
        assertThat(verdicts.get(1).goesOn()).isNull();
        assertThat(judging.personsWhoRefuse(List.of(says(NO))))
                .containsExactly(pseudonyms.identifier(LIISA));
        assertThat(judging.personsWhoRefuse(List.of(says(YES), says(null)))).isEmpty();
    }

    @Test
    void aNoIsHeardWhenTheDeviceNamesSomebodyKnownThoughItSaidNoBefore() {
        judge(says(NO));
        known.add(pseudonyms.identifier(LIISA));

        assertThat(judge(says(NO)).get(0).goesOn()).isNotNull();
        assertThat(judge(says(NO)).get(0).goesOn()).isNull();
    }

    @Test
    void nobodyIsNamedByADeviceAlone() {
        known.add(pseudonyms.identifier(BROWSER));

        assertThat(judge(says(NO)).get(0).goesOn()).isNull();
    }

    private List<Verdict> judge(ReceivedRecord... said) {
        return new ArrayList<>(judging.judge(Arrays.asList(said), words, known));
    }

    private ReceivedRecord says(Map<String, Word> consent) {
        return record(null, consent);
    }

    private ReceivedRecord event(String name, Map<String, Word> consent) {
        return record(new Event(name, Map.of("total", 12)), consent);
    }

    private ReceivedRecord record(Event event, Map<String, Word> consent) {
        Instant at = Instant.ofEpochSecond(records++);
        return new ReceivedRecord(
                "r" + records,
                "m" + records,
                "web",
                SourceKind.PUBLIC,
                "track",
                List.of(BROWSER, LIISA),
                Map.of("firstName", "Liisa"),
                event,
                consent,
                at,
                false,
                at);
    }
}
