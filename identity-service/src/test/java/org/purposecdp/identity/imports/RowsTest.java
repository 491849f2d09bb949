package org.purposecdp.identity.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.imports.Rows.Mark;
import org.purposecdp.identity.mapping.Row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RowsTest {

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t", "|"})
    void theDelimiterIsSeenInTheHeader(String delimiter) throws IOException {
        String file = "a|b|c\n1|2|3\n".replace("|", delimiter);

        assertThat(csv(file)).containsExactly("2 {a=\"1\", b=\"2\", c=\"3\"}");
    }

    @Test
    void delimitersInQuotesSayNothing() throws IOException {
        assertThat(csv("\"a,b,c,d\";e\n1;2\n")).containsExactly("2 {a,b,c,d=\"1\", e=\"2\"}");
    }

    @Test
    void aQuotedCellHoldsDelimitersQuotesAndLineBreaks() throws IOException {
        assertThat(csv("a;b\n\"x;y\";\"say \"\"hi\"\"\"\n\"one\r\ntwo\nthree\";2\nlast;3"))
                .containsExactly(
                        "2 {a=\"x;y\", b=\"say \\\"hi\\\"\"}",
                        "3 {a=\"one\\r\\ntwo\\nthree\", b=\"2\"}",
                        "6 {a=\"last\", b=\"3\"}");
    }

    @Test
    void aQuoteAmidACellIsACharacter() throws IOException {
        assertThat(csv("a,b\n5\" disc,1\nx,2\n"))
                .containsExactly("2 {a=\"5\\\" disc\", b=\"1\"}", "3 {a=\"x\", b=\"2\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesEndAsTheyDoOnAnySystem(String end) throws IOException {
        assertThat(csv("a,b|1,2||3,4".replace("|", end)))
                .containsExactly("2 {a=\"1\", b=\"2\"}", "4 {a=\"3\", b=\"4\"}");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
        assertThat(csv("\uFEFF\"a\";b\n1;2\n")).containsExactly("2 {a=\"1\", b=\"2\"}");
        assertThat(ndjson("\uFEFF{\"a\":1}\n")).containsExactly("1 {a=1}");
    }

    @Test
    void spaceAroundIsNoPartOfACellAndEmptyRowsAreNone() throws IOException {
        assertThat(csv(" a , b \n 1 ,2 \n,\n   \n\"\",\n3,\n"))
                .containsExactly("2 {a=\"1\", b=\"2\"}", "6 {a=\"3\", b=\"\"}");
    }

    @Test
    void aBadRowSpoilsNoOther() throws IOException {
        String large = "x".repeat(40_000) + ",1";
        assertThat(csv("a,b\n1\n1,2,3\nn\0,1\n\"x\"y,1\n" + large + "\nok,1\n"))
                .containsExactly(
                        "2 RAGGED_ROW",
                        "3 RAGGED_ROW",
                        "4 BAD_TEXT",
                        "5 BAD_QUOTES",
                        "6 TOO_LARGE",
                        "7 {a=\"ok\", b=\"1\"}");
    }

    @Test
    void aBadLineOfJsonSpoilsNoOther() throws IOException {
        String large = "{\"a\":\"" + "x".repeat(40_000) + "\"}";
        assertThat(
                        ndjson(
                                "{\"a\":\"\\\"\"}\n\n{bad\n[1]\n{} {}\n"
                                        + large
                                        + "\n{\"b\":null}\r\n\0"))
                .containsExactly(
                        "1 {a=\"\\\"\"}",
                        "3 NOT_JSON",
                        "4 NOT_AN_OBJECT",
                        "5 NOT_JSON",
                        "6 TOO_LARGE",
                        "7 {b=null}",
                        "8 BAD_TEXT");
    }

    @Test
    void anotherEncodingIsToldAtItsLine() {
        assertFault("a,b\nx,1\nä,2\n".getBytes(ISO_8859_1), FileFault.NOT_UTF8, 3);
        assertFault("a,b\n1,2\n".getBytes(UTF_16), FileFault.NOT_UTF8, 1);
        assertFault("a,b\n1,2\n".getBytes(UTF_16LE), FileFault.NOT_UTF8, 1);
    }

    @Test
    void aQuoteWithoutAnEndIsToldWhereItBegins() {
        assertFault("a,b\n1,2\n\"x,3\n4,5\n".getBytes(UTF_8), FileFault.UNCLOSED_QUOTE, 3);
        byte[] endless = ("a,b\n\"" + "x,1\n".repeat(1_000_000)).getBytes(UTF_8);
        assertFault(endless, FileFault.UNCLOSED_QUOTE, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aino@example.com;1\n", ";;\n", "x;\"y\"z\n"})
    void aFileWithoutAHeaderIsRefused(String file) {
        assertFault(file.getBytes(UTF_8), FileFault.NO_HEADER, 1);
    }

    @Test
    void aMappedColumnIsThereOnce() throws IOException {
        Rows rows = open("a;b;b\n", Format.CSV);

        rows.requireColumns(List.of("a"));

        assertThatThrownBy(() -> rows.requireColumns(List.of("c")))
                .extracting("fault")
                .isEqualTo(FileFault.MISSING_COLUMN);
        assertThatThrownBy(() -> rows.requireColumns(List.of("b")))
                .extracting("fault")
                .isEqualTo(FileFault.REPEATED_COLUMN);
    }

    @Test
    void readingGoesOnFromAnyRow() throws IOException {
        String file = "\uFEFFa;b\r\n1;2\r\n\r\n\"x\r\ny\";3\r\n4;5";
        List<Mark> marks = new ArrayList<>();
        Rows whole = open(file, Format.CSV);
        List<String> all = new ArrayList<>();
        for (Optional<Row> row = whole.next(); row.isPresent(); row = whole.next()) {
            all.add(text(row.get()));
            marks.add(whole.lastMark());
        }
        assertThat(all).hasSize(3);
        for (int i = 0; i < marks.size(); i++) {
            Rows rest = open(file, Format.CSV);

            rest.skipTo(marks.get(i).bytes(), marks.get(i).line());

            assertThat(rest.lastMark()).isEqualTo(marks.get(i));
            assertThat(all(rest)).isEqualTo(all.subList(i + 1, all.size()));
        }
    }

    @Test
    void noMoreOfAFileIsReadThanWasAskedFor() throws IOException {
        Endless endless = new Endless("a,b\n".getBytes(UTF_8));
        Rows rows = Rows.open(new Content(endless), Format.CSV, null);

        for (int i = 0; i < 100; i++) {
            assertThat(rows.next()).isPresent();
        }

        assertThat(endless.read).isLessThan(200_000);
    }

    private static void assertFault(byte[] file, FileFault fault, long line) {
        assertThatThrownBy(
                        () ->
                                all(
                                        Rows.open(
                                                new Content(new ByteArrayInputStream(file)),
                                                Format.CSV,
                                                null)))
                .isInstanceOf(UnreadableFile.class)
                .extracting("fault", "line")
                .containsExactly(fault, line);
    }

    private static List<String> csv(String file) throws IOException {
        return all(open(file, Format.CSV));
    }

    private static List<String> ndjson(String file) throws IOException {
        return all(open(file, Format.NDJSON));
    }

    private static Rows open(String file, Format format) throws IOException {
        return Rows.open(new Content(new ByteArrayInputStream(file.getBytes(UTF_8))), format, null);
    }

    static List<String> all(Rows rows) throws IOException {
        List<String> all = new ArrayList<>();
        for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
            all.add(text(row.get()));
        }
        assertThat(rows.next()).as("after the end").isEmpty();
        return all;
    }

    private static String text(Row row) {
        InvalidEvent fault = row.fault();
        return row.line() + " " + (fault == null ? row.cells() : fault);
    }

    /** The same line for ever. */
    private static final class Endless extends InputStream {
        private final byte[] line;
        private int read;

        Endless(byte[] line) {
            this.line = line;
        }

        @Override
        public int read() {
            return line[read++ % line.length];
        }
    }
}
