package org.purposecdp.contracts.text;

import java.util.Arrays;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SplitTest {

    @Property
    void cutsWhereJavaDoes(@ForAll @Chars({',', 'a', ' '}) @StringLength(max = 12) String text) {
        assertThat(Split.at(',', text)).isEqualTo(Arrays.asList(text.split(",", -1)));
    }

    @Test
    void wordsAreNeverEmpty() {
        assertThat(Split.words(" one\n\n two\tthree ")).containsExactly("one", "two", "three");
        assertThat(Split.words(" \n")).isEmpty();
    }
}
