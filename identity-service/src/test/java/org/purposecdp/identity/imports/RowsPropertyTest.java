package org.purposecdp.identity.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.purposecdp.identity.imports.Rows.Mark;
import org.purposecdp.identity.mapping.Row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class RowsPropertyTest {
    private static final List<Integer> AT_ONCE = List.of(Integer.MAX_VALUE);

    @Property(tries = 500)
    void howAFileIsCutIntoPiecesChangesNothing(
            @ForAll("files") String file,
            @ForAll("pieces") List<Integer> pieces,
            @ForAll Format format) {
        assertThat(read(file, format, pieces)).isEqualTo(read(file, format, AT_ONCE));
    }

    /** However quotes are strewn about, a reader that begins at a mark sees the rest alike. */
    @Property(tries = 300)
    void readingGoesOnFromEveryMark(
            @ForAll("files") String file, @ForAll("pieces") List<Integer> pieces)
            throws IOException {
        Rows whole;
        try {
            whole = open(file, Format.CSV, AT_ONCE);
        } catch (UnreadableFile e) {
            return;
        }
        List<Mark> marks = new ArrayList<>(List.of(whole.lastMark()));
        try {
            for (Optional<Row> row = whole.next(); row.isPresent(); row = whole.next()) {
                marks.add(whole.lastMark());
            }
        } catch (UnreadableFile e) {
            // as far as it can be read
        }
        List<String> all = rest(file, marks.get(0), AT_ONCE);
        for (int i = 0; i < marks.size(); i++) {
            assertThat(rest(file, marks.get(i), pieces)).isEqualTo(all.subList(i, all.size()));
        }
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(
                        "a",
                        "b;",
                        ";",
                        ",",
                        "\"",
                        "\"\"",
                        "\"x;\ny\"",
                        "\n",
                        "\r\n",
                        "\r",
                        "\0",
                        "ä",
                        "😀",
                        "{\"a\":1}",
                        "\uFEFF",
                        " ")
                .list()
                .ofMaxSize(40)
                .map(parts -> "h;i\n" + String.join("", parts));
    }

    @Provide
    Arbitrary<List<Integer>> pieces() {
        return Arbitraries.integers().between(1, 5).list().ofMinSize(1).ofMaxSize(5);
    }

    private static List<String> read(String file, Format format, List<Integer> pieces) {
        List<String> seen = new ArrayList<>();
        try {
            Rows rows = open(file, format, pieces);
            for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                seen.add(row.get().line() + " " + row.get().cells() + row.get().fault());
                seen.add(rows.lastMark().toString());
            }
            seen.add(rows.lastMark().toString());
        } catch (UnreadableFile e) {
            seen.add(e.fault() + " " + e.line());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return seen;
    }

    private static List<String> rest(String file, Mark mark, List<Integer> pieces)
            throws IOException {
        Rows rows = open(file, Format.CSV, pieces);
        rows.skipTo(mark.bytes(), mark.line());
        assertThat(rows.lastMark()).isEqualTo(mark);
        List<String> seen = new ArrayList<>();
        try {
            for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                seen.add(row.get().line() + " " + row.get().cells() + row.get().fault());
            }
            seen.add("end");
        } catch (UnreadableFile e) {
            seen.add(e.fault() + " " + e.line());
        }
        return seen;
    }

    private static Rows open(String file, Format format, List<Integer> pieces) throws IOException {
        return Rows.open(new Content(new Chunks(file.getBytes(UTF_8), pieces)), format, null);
    }
}
