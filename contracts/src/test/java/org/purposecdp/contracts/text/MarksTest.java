package org.purposecdp.contracts.text;

import java.text.Normalizer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MarksTest {

    @Test
    void asManyAsAnyLanguageHasMayStandTogether() {
        assertThat(Marks.piled("")).isFalse();
        assertThat(Marks.piled("Mäkinen Nguyễn ນ້ຳ".repeat(1_000))).isFalse();
        assertThat(Marks.piled(Normalizer.normalize("Nguyễn", Normalizer.Form.NFD))).isFalse();
        assertThat(Marks.piled("a" + "\u0301".repeat(Marks.MOST))).isFalse();
    }

    @Test
    void moreMayNot() {
        assertThat(Marks.piled("a" + "\u0301".repeat(Marks.MOST + 1))).isTrue();
        assertThat(Marks.piled("\u0301\u0316".repeat(8_000))).isTrue();
        assertThat(Marks.piled("\uFF9E\u3099".repeat(8_000))).isTrue();
        assertThat(Marks.piled("\uD834\uDD65".repeat(Marks.MOST + 1))).isTrue();
    }
}
