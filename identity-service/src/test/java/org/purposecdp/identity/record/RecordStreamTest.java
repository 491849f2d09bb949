package org.purposecdp.identity.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.purposecdp.identity.capture.BoundedJson.Value;
import org.purposecdp.identity.capture.InvalidEvent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class RecordStreamTest {
    @Test
    void anArrayAndValuesOneAfterAnotherAreTheSameRecords() throws IOException {
        assertThat(ids("[{\"messageId\":\"a\"},{\"messageId\":\"b\"}]", false))
                .containsExactly("a", "b");
        assertThat(ids("{\n \"messageId\":\"a\"\n}\n{\"messageId\":\"b\"}", false))
                .containsExactly("a", "b");
        assertThat(ids("{\"messageId\":\"a\"}\r\n\n{\"messageId\":\"b\"}", true))
                .containsExactly("a", "b");
        assertThat(ids("", true)).isEmpty();
        assertThat(ids("[]", false)).isEmpty();
    }

    @Test
    void aLineThatIsNotJsonSpoilsNoOther() throws IOException {
        String large = "{\"p\":\"" + "x".repeat(60_000) + "\"}";
        List<Value> values =
                all(
                        "{\"messageId\":\"a\"}\n{broken\n"
                                + large
                                + "\n{} {}\n{\"messageId\":\"b\"}",
                        true);

        assertThat(values)
                .extracting(Value::fault)
                .containsExactly(
                        null,
                        InvalidEvent.NOT_JSON,
                        InvalidEvent.TOO_LARGE,
                        InvalidEvent.NOT_JSON,
                        null);
    }

    @Test
    void aLargeElementSparesItsNeighbours() throws IOException {
        String large = "{\"messageId\":\"l\",\"p\":[" + "1,".repeat(30_000) + "1]}";
        List<Value> values = all("[" + large + ",{\"messageId\":\"b\"}]", false);

        assertThat(values).extracting(Value::fault).containsExactly(InvalidEvent.TOO_LARGE, null);
    }

    @Test
    void anArrayThatDoesNotEndCannotBeRead() {
        assertThatIOException().isThrownBy(() -> all("[{\"messageId\":\"a\"}", false));
        assertThatIOException().isThrownBy(() -> all("[{\"messageId\":\"a\"},", false));
        assertThatIOException().isThrownBy(() -> all("[{\"messageId\":", false));
    }

    @Test
    void nothingMayFollowAnArray() {
        String array = "[{\"messageId\":\"a\"}]";
        assertThatIOException().isThrownBy(() -> all(array + " [{}]", false));
        assertThatIOException().isThrownBy(() -> all(array + " more", false));
    }

    /** So that those before it can be taken first. */
    @Test
    void whatCannotBeReadStaysSo() throws IOException {
        RecordStream broken =
                RecordStream.of(
                        new ByteArrayInputStream("[{\"messageId\":\"a\"},{]".getBytes(UTF_8)),
                        false);

        assertThat(broken.next()).isPresent();
        assertThatIOException().isThrownBy(broken::next);
        assertThatIOException().isThrownBy(broken::next);
    }

    @Test
    void aNumberPastAllBoundsSparesItsNeighbours() throws IOException {
        String past = "{\"messageId\":\"l\",\"p\":1e99999999999}";
        for (boolean lines : new boolean[] {true, false}) {
            assertThat(all(past + "\n{\"messageId\":\"b\",\"p\":1e-9}", lines))
                    .extracting(Value::fault)
                    .containsExactly(InvalidEvent.BAD_FIELD, null);
        }
    }

    /** Each open level takes memory: some tens of kilobytes unpack to millions. */
    @Test
    void aBombOfBracketsIsNotRead() {
        assertThatIOException().isThrownBy(() -> all("[".repeat(200_000), false));
    }

    @Test
    void noMoreOfABodyIsReadThanWasAskedFor() throws IOException {
        Endless endless = new Endless("{\"messageId\":\"a\"}\n".getBytes(UTF_8));
        RecordStream lines = RecordStream.of(endless, true);

        for (int i = 0; i < 100; i++) {
            assertThat(lines.next()).isPresent();
        }

        assertThat(endless.read).isLessThan(100_000);
    }

    private static List<String> ids(String body, boolean lines) throws IOException {
        return all(body, lines).stream()
                .map(value -> value.tree().path("messageId").asText())
                .toList();
    }

    private static List<Value> all(String body, boolean lines) throws IOException {
        RecordStream stream =
                RecordStream.of(new ByteArrayInputStream(body.getBytes(UTF_8)), lines);
        List<Value> values = new ArrayList<>();
        for (Optional<Value> next = stream.next(); next.isPresent(); next = stream.next()) {
            values.add(next.get());
        }
        assertThat(stream.next()).as("after the end").isEmpty();
        return values;
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
