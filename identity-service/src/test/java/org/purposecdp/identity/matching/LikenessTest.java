package org.purposecdp.identity.matching;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

import static org.assertj.core.api.Assertions.assertThat;

class LikenessTest {
    private final JaroWinklerSimilarity known = new JaroWinklerSimilarity();

    @Property
    void noTwoWordsAreMoreAlikeThanTheirLettersAllow(
            @ForAll("words") String one, @ForAll("words") String other) {
        assertThat(Likeness.atMost(one, other)).isGreaterThanOrEqualTo(known.apply(one, other));
    }

    @Property
    void wordsAreAlikeAsJaroAndWinklerSay(
            @ForAll("words") String one, @ForAll("words") String other) {
        for (double least : new double[] {0.75, 0.86, 0.93}) {
            assertThat(Likeness.jaroWinkler(one, other, least))
                    .isEqualTo(known.apply(one, other) >= least);
        }
    }

    @Example
    void theirOwnExampleIsAsTheyHaveIt() {
        assertThat(Likeness.jaroWinkler("martha", "marhta", 0.961)).isTrue();
        assertThat(Likeness.jaroWinkler("martha", "marhta", 0.962)).isFalse();
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withChars("abemärt日").ofMaxLength(9);
    }
}
