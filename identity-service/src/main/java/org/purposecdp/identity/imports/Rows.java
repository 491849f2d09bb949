package org.purposecdp.identity.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collection;
import java.util.Optional;

import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.imports.RowSplitter.Raw;
import org.purposecdp.identity.mapping.Row;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A file's rows one by one; empty ones do not count. */
abstract class Rows {
    private final Content content;
    private final RowSplitter splitter;
    private Mark mark;

    Rows(Content content, RowSplitter splitter) {
        this.content = content;
        this.splitter = splitter;
        this.mark = mark();
    }

    /**
     * How far a file was read, to the end of a row.
     *
     * @param line that comes next
     * @param hash of the bytes up to there
     */
    record Mark(long bytes, long line, String hash) {}

    /** Of a file's beginning; the header of a CSV file is read later. */
    static Rows open(Content content, Format format, Character delimiter) throws IOException {
        content.skipMark();
        return format == Format.CSV
                ? CsvRows.open(content, delimiter)
                : new JsonRows(content, new RowSplitter(content, null));
    }

    /** To where an earlier reading came; what is there is told by {@link #lastMark}. */
    final void skipTo(long bytes, long line) throws IOException {
        content.skipTo(bytes);
        splitter.line(line);
        mark = mark();
    }

    final boolean atEnd() throws IOException {
        return content.peek() < 0;
    }

    /** After the last row that was read whole. */
    final Mark lastMark() {
        return mark;
    }

    final long line() {
        return splitter.line();
    }

    /**
     * @param mapped columns that must be there
     * @throws UnreadableFile when one is not
     */
    abstract void requireColumns(Collection<String> mapped) throws UnreadableFile;

    /** Nothing for an empty one. */
    abstract Optional<Row> read(long line, String text);

    /**
     * Nothing at the end.
     *
     * @throws UnreadableFile when the rest is of no use
     */
    final Optional<Row> next() throws IOException {
        Optional<Row> row = nonEmpty();
        mark = mark();
        return row;
    }

    private Optional<Row> nonEmpty() throws IOException {
        for (Optional<Raw> raw = splitter.next(); raw.isPresent(); raw = splitter.next()) {
            Optional<Row> row = read(raw.get());
            if (row.isPresent()) {
                return row;
            }
        }
        return Optional.empty();
    }

    private Optional<Row> read(Raw raw) throws UnreadableFile {
        if (raw.bytes() == null) {
            return Optional.of(Row.bad(raw.line(), InvalidEvent.TOO_LARGE));
        }
        String text = text(raw);
        if (text.isBlank()) {
            return Optional.empty();
        }
        return text.indexOf(0) >= 0
                ? Optional.of(Row.bad(raw.line(), InvalidEvent.BAD_TEXT))
                : read(raw.line(), text);
    }

    static String text(Raw raw) throws UnreadableFile {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(raw.bytes())).toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableFile(FileFault.NOT_UTF8, raw.line());
        }
    }

    private Mark mark() {
        return new Mark(content.position(), splitter.line(), content.hash());
    }
}
