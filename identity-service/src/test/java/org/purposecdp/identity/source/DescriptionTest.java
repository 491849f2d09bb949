package org.purposecdp.identity.source;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Source.Shown;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DescriptionTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void isTakenWhole() {
        Description asked =
                read("""
                                {"kind":"PUBLIC","shows":[{"notice":"privacy","version":2}],
                                 "origins":["https://Shop.example","https://shop.example","http://localhost:8080"],
                                 "mode":"LIVE"}
                                """)
                        .checked("web", NOW);

        assertThat(asked.name()).isEqualTo("web");
        assertThat(asked.consentFirst()).isNull();
        assertThat(asked.origins())
                .containsExactly("http://localhost:8080", "https://shop.example");
        assertThat(asked.shownSince(List.of(), NOW)).containsExactly(new Shown("privacy", 2, NOW));
    }

    @Test
    void whatWasShownBeforeIsShownSinceThen() {
        Shown before = new Shown("privacy", 2, NOW.minusSeconds(60));
        Description asked =
                read("{\"kind\":\"SERVER\",\"shows\":[{\"notice\":\"privacy\",\"version\":2}]}")
                        .checked("shop", NOW);

        assertThat(asked.shownSince(List.of(before), NOW)).containsExactly(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 'kind'",
                "{'kind':'SERVER','consentFirst':true} | 'consentFirst'",
                "{'kind':'PUBLIC','mode':'SHADOW'} | SHADOW is not there yet",
                "{'kind':'PUBLIC','mode':'live'} | 'mode' is LIVE",
                "{'kind':'PUBLIC','shows':[{'notice':'privacy'}]} | 'version'",
                "{'kind':'PUBLIC','shows':[{'version':1}]} | 'notice'",
                "{'kind':'PUBLIC','shows':[null]} | 'notice'",
                "{'kind':'PUBLIC','shows':[{'notice':'p','version':1,'since':'2027-01-01T00:00:00Z'}]} | 'since'",
                "{'kind':'PUBLIC','shows':[{'notice':'p','version':1},{'notice':'p','version':1}]} | once",
                "{'kind':'PUBLIC','origins':['*']} | 'origins'",
                "{'kind':'PUBLIC','origins':['shop.example']} | 'origins'",
                "{'kind':'PUBLIC','origins':['https://shop.example/']} | 'origins'",
                "{'kind':'PUBLIC','origins':['https://a@shop.example']} | 'origins'",
                "{'kind':'PUBLIC','origins':[null]} | 'origins'"
            })
    void saysWhatIsAccepted(String json, String accepted) {
        assertThatThrownBy(() -> read(json.replace('\'', '"')).checked("web", NOW))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(accepted);
    }

    @Test
    void aDevicesConsentComesFirstUnlessSaidOtherwise() {
        assertThat(source(SourceKind.PUBLIC, null).told(false).consentFirst()).isTrue();
        assertThat(source(SourceKind.PUBLIC, false).told(false).consentFirst()).isFalse();
        assertThat(source(SourceKind.SERVER, null).told(true).consentFirst()).isFalse();
    }

    private static Source source(SourceKind kind, Boolean consentFirst) {
        return new Source("s", kind, "S", consentFirst, null, null, 1, NOW);
    }

    private static Description read(String json) {
        return Json.parse(json.getBytes(), Description.class);
    }
}
