package org.purposecdp.identity.matching;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.purposecdp.contracts.text.Split;

import static org.assertj.core.api.Assertions.assertThat;

class PostalAddressTest {
    /** What is read word by word now was once these: short texts still can be. */
    private static final Pattern POSTCODE =
            Pattern.compile("\\b(\\d{4,6})(?:[- ]?\\d{4})?\\b(?!.*\\b\\d{4,6}\\b)");

    @ParameterizedTest
    @CsvSource({
        "Mannerheimintie 12 00100 Helsinki, 00100",
        "00100 Helsinki, ''",
        "Hauptstrasse 5 10115 Berlin, 10115",
        "1200 Main St Springfield IL 62704 1234, 62704",
        "12 Main St Springfield IL 627041234, 62704",
        "12 Main St, ''",
    })
    void thePostcodeIsTheLastOne(String address, String postcode) {
        assertThat(PostalAddress.lastPostcode(Split.words(address))).isEqualTo(postcode);
    }

    @Property
    void wordsAreReadAsTheyWereByPatterns(@ForAll("addresses") String folded) {
        Matcher found = POSTCODE.matcher(folded);
        String postcode = found.find() && found.start() > 0 ? found.group(1) : "";

        assertThat(PostalAddress.lastPostcode(Split.at(' ', folded))).isEqualTo(postcode);
        assertThat(PostalAddress.withoutCodes(Split.words(folded)))
                .isEqualTo(
                        folded.replaceAll("\\b[a-z]{2}\\b|\\d+", " ")
                                .replaceAll(" +", " ")
                                .strip());
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(11);
        Arbitrary<String> letters =
                Arbitraries.strings().withChars("abzш").ofMinLength(1).ofMaxLength(4);
        Arbitrary<String> mixed =
                Arbitraries.strings().withChars("ab19").ofMinLength(1).ofMaxLength(6);
        return Arbitraries.oneOf(digits, digits, letters, mixed)
                .list()
                .ofMaxSize(6)
                .map(words -> String.join(" ", words));
    }
}
