package org.purposecdp.identity.imports;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.imports.RowSplitter.Raw;
import org.purposecdp.identity.mapping.Mapping;
import org.purposecdp.identity.mapping.Row;

/** CSV: a header, then a row a line but for breaks in quotes. */
final class CsvRows extends Rows {
    private final char delimiter;
    private final CsvCells cells;
    private final List<String> header;

    private CsvRows(Content content, RowSplitter splitter, char delimiter, List<String> header) {
        super(content, splitter);
        this.delimiter = delimiter;
        this.cells = new CsvCells(delimiter);
        this.header = header;
    }

    /**
     * @param delimiter null to be guessed
     */
    static CsvRows open(Content content, Character delimiter) throws IOException {
        RowSplitter splitter =
                new RowSplitter(
                        content, delimiter == null ? CsvCells.DELIMITERS : delimiter.toString());
        Raw raw = splitter.next().orElseThrow(CsvRows::noHeader);
        if (raw.bytes() == null) {
            throw noHeader();
        }
        String text = text(raw);
        if (text.indexOf(0) >= 0) {
            throw new UnreadableFile(FileFault.NOT_UTF8, raw.line());
        }
        char found = delimiter == null ? CsvCells.guessDelimiter(text) : delimiter;
        splitter.delimiter(found);
        return new CsvRows(content, splitter, found, columns(text, found));
    }

    private static List<String> columns(String text, char delimiter) throws UnreadableFile {
        return new CsvCells(delimiter)
                .of(text)
                .filter(cells -> cells.stream().noneMatch(Mapping::isPersonal))
                .filter(cells -> !cells.stream().allMatch(String::isEmpty))
                .orElseThrow(CsvRows::noHeader);
    }

    private static UnreadableFile noHeader() {
        return new UnreadableFile(FileFault.NO_HEADER, 1);
    }

    char delimiter() {
        return delimiter;
    }

    List<String> header() {
        return header;
    }

    @Override
    void requireColumns(Collection<String> mapped) throws UnreadableFile {
        for (String column : mapped) {
            int times = Collections.frequency(header, column);
            if (times != 1) {
                throw UnreadableFile.of(
                        times == 0 ? FileFault.MISSING_COLUMN : FileFault.REPEATED_COLUMN, column);
            }
        }
    }

    @Override
    Optional<Row> read(long line, String text) {
        Optional<List<String>> found = cells.of(text);
        if (found.isEmpty()) {
            return Optional.of(Row.bad(line, InvalidEvent.BAD_QUOTES));
        }
        List<String> row = found.get();
        if (row.stream().allMatch(String::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(
                row.size() == header.size()
                        ? new Row(line, byColumn(row), null)
                        : Row.bad(line, InvalidEvent.RAGGED_ROW));
    }

    private Map<String, JsonNode> byColumn(List<String> row) {
        Map<String, JsonNode> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            byColumn.put(header.get(i), TextNode.valueOf(row.get(i)));
        }
        return byColumn;
    }
}
