package org.purposecdp.consent.signal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.consent.signal.Choices.Choice;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;

import static org.assertj.core.api.Assertions.assertThat;

class ChoicesTest {
    private static final Policy POLICY =
            new Policy(
                    1,
                    Instant.EPOCH,
                    List.of(
                            new Purpose(
                                    "marketing",
                                    "Marketing",
                                    true,
                                    null,
                                    null,
                                    Set.of("Advertising", "C4"))),
                    List.of(),
                    List.of(),
                    null,
                    IdentityRules.DEFAULT);

    @Test
    void wordsOfAConsentToolMeanThePurposesRegisteredForThem() {
        assertThat(Choices.read(Map.of("Advertising", true), POLICY))
                .containsExactly(new Choice("marketing", true));
    }

    @Test
    void whereTwoWordsDisagreeTheNoCounts() {
        assertThat(Choices.read(Map.of("Advertising", true, "C4", false), POLICY))
                .containsExactly(new Choice("marketing", false));
    }

    @Test
    void starDeniesAllButNeverGrantsAll() {
        assertThat(Choices.read(Map.of("*", false), POLICY))
                .containsExactly(new Choice("*", false));
        assertThat(Choices.read(Map.of("*", true), POLICY)).isEmpty();
    }

    @Test
    void unknownWordSaysNothing() {
        assertThat(Choices.read(Map.of("Weather", true), POLICY)).isEmpty();
    }
}
