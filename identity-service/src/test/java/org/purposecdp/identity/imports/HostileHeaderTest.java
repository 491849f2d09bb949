package org.purposecdp.identity.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Headers made to be read for hours. That what matches them looks at each character a few times is
 * shown where it is; here, that nothing around it is slower: each is a matter of milliseconds.
 */
class HostileHeaderTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int ROW = 32 * 1024;

    static Stream<String> pieces() {
        return Stream.of(
                "a",
                "@",
                ".",
                "@.",
                "a@",
                "a@b.",
                "a@.c",
                "@a.b@",
                "1",
                "+",
                "1 ",
                "+1-(2)",
                " ",
                "\t",
                "\"",
                "\"\"",
                "\"'",
                "a\"",
                "\"a\",",
                ",",
                ";,\t|",
                "a,",
                "a@b.c ",
                "é",
                "\u0301",
                "\u0301\u0316",
                "\uD83D\uDE00",
                "a\u00A0",
                "\u200B");
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void isAnswered(String piece) {
        for (int bytes : new int[] {1_600, 3_200, 20_000, ROW - 10, ROW, ROW + 10, 60_000}) {
            String many = piece.repeat(bytes / piece.getBytes(UTF_8).length);
            answered(many);
            // Nearly somebody's address: where it goes on, another way to read it is sought.
            answered(many + " x");
            answered("email,x" + many);
            answered(many + "\nrow");
            answered('"' + many + '"');
            answered('"' + many + "\",b\n1,2\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "@", "\"", "a@b.", ","})
    void aMegabyteWithoutALineBreakHasNoHeader(String piece) {
        String many = piece.repeat(1024 * 1024 / piece.length());

        assertTimeoutPreemptively(
                LONGEST,
                () ->
                        assertThatThrownBy(
                                        () ->
                                                Rows.open(
                                                        new Content(bytes(many + 'x')),
                                                        Format.CSV,
                                                        null))
                                .isInstanceOf(UnreadableFile.class));
    }

    @Test
    void aQuoteThatIsNeverClosedEndsTheFile() {
        assertThatThrownBy(
                        () ->
                                Rows.open(
                                        new Content(bytes('"' + "a@b.".repeat(512 * 1024))),
                                        Format.CSV,
                                        null))
                .isInstanceOfSatisfying(
                        UnreadableFile.class,
                        e -> assertThat(e.fault()).isEqualTo(FileFault.UNCLOSED_QUOTE));
    }

    /** It cannot be mapped, so that it is nobody's data that is kept; and it is not looked at. */
    @Test
    void aLongNameIsLeftOut() throws IOException {
        String question = "Would you recommend us to a friend? ".repeat(20);

        assertThat(guess("email," + question).ignored()).containsExactly(question.strip());
        assertThat(guess("email," + question).mapping()).containsOnlyKeys("email");
    }

    @Test
    void manyColumnsAreTakenOneByOne() throws IOException {
        assertThat(guess("email" + ",c".repeat(16_000)).ignored()).hasSize(16_000);
    }

    private static void answered(String header) {
        assertTimeoutPreemptively(
                LONGEST,
                () -> {
                    try {
                        assertThat(guess(header)).isNotNull();
                    } catch (UnreadableFile e) {
                        assertThat(e.fault()).isIn(FileFault.NO_HEADER, FileFault.UNCLOSED_QUOTE);
                    }
                },
                () ->
                        header.length()
                                + " of "
                                + header.substring(0, Math.min(20, header.length())));
    }

    private static Guess guess(String header) throws IOException {
        return Guess.of(bytes(header), Format.CSV);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
