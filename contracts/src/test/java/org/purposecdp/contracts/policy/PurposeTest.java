package org.purposecdp.contracts.policy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PurposeTest {
    private static final Instant REGISTERED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant ADDED = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"offers", "OFFERS", " Offers ", "Advertising", "advertising\t", "ADS"})
    void aWordMeansItWhateverItsCaseAndBlanks(String word) {
        assertThat(offers(REGISTERED).isMeantBy(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uff2f\uff46\uff46\uff45\uff52\uff53", "'offers'", "\u200bADS\u00a0"})
    void norDoWideLettersQuotesAndWhatCannotBeSeenMakeAnother(String word) {
        assertThat(offers(REGISTERED).isMeantBy(word)).isTrue();
    }

    /** Of a tool in Japanese, say; the words that arrive have another form of it. */
    @Test
    void aNameMayBeRegisteredWide() {
        Purpose ads =
                new Purpose(
                        "ads",
                        "Ads",
                        true,
                        null,
                        null,
                        Set.of("\u5e83\u544a\uff08\uff21\uff09"),
                        REGISTERED,
                        Map.of());

        assertThat(ads.isMeantBy("\u5e83\u544a(a)")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "offer", "off ers", "ads2", "*"})
    void anotherWordDoesNot(String word) {
        assertThat(offers(REGISTERED).isMeantBy(word)).isFalse();
    }

    @Test
    void aWordThatWasAddedLaterCountsSinceThen() {
        Purpose offers = offers(REGISTERED);

        assertThat(offers.meantSince("Offers ")).isEqualTo(REGISTERED);
        assertThat(offers.meantSince("advertising")).isEqualTo(REGISTERED);
        assertThat(offers.meantSince("ads")).isEqualTo(ADDED);
    }

    @Test
    void ofTwoSpellingsTheEarlierCounts() {
        Purpose offers =
                new Purpose(
                        "offers",
                        "Offers",
                        true,
                        null,
                        null,
                        Set.of("Ads", "ADS"),
                        REGISTERED,
                        Map.of("Ads", ADDED, "ADS", ADDED.plusSeconds(1)));

        assertThat(offers.meantSince("ads")).isEqualTo(ADDED);
    }

    @Test
    void aPurposeWithoutADateHasAlwaysBeenMeant() {
        assertThat(offers(null).meantSince("offers")).isNull();
        assertThat(offers(null).meantSince("Advertising")).isNull();
        assertThat(offers(null).meantSince("ads")).isEqualTo(ADDED);
    }

    private static Purpose offers(Instant from) {
        return new Purpose(
                "offers",
                "Offers",
                true,
                null,
                null,
                Set.of("Advertising", "ads"),
                from,
                Map.of("ads", ADDED));
    }
}
