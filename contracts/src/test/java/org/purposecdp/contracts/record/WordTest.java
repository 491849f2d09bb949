package org.purposecdp.contracts.record;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WordTest {
    @ParameterizedTest
    @CsvSource({
        "YES, YES, YES",
        "YES, UNCLEAR, UNCLEAR",
        "YES, NO, NO",
        "UNCLEAR, UNCLEAR, UNCLEAR",
        "UNCLEAR, NO, NO",
        "NO, NO, NO",
    })
    void ofTwoAboutOneMatterTheStricterCounts(Word one, Word other, Word both) {
        assertThat(one.and(other)).isEqualTo(both);
        assertThat(other.and(one)).isEqualTo(both);
    }
}
