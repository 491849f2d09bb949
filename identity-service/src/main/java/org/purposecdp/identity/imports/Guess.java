package org.purposecdp.identity.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.purposecdp.identity.mapping.Row;

/**
 * What the columns of a file seem to be; to be edited.
 *
 * @param delimiter of a CSV file
 * @param mapping column → what it is
 * @param ignored the other columns
 */
public record Guess(
        Format format, String delimiter, Map<String, String> mapping, List<String> ignored) {
    private static final int MOST_LINES = 100;
    private static final HeaderWords WORDS = new HeaderWords();

    /**
     * @param beginning of a file; its last line may be cut off
     */
    static Guess of(InputStream beginning, Format format) throws IOException {
        Rows rows = Rows.open(new Content(beginning), format, null);
        return rows instanceof CsvRows csv
                ? of(format, String.valueOf(csv.delimiter()), csv.header())
                : of(format, null, fields(rows));
    }

    private static Set<String> fields(Rows rows) throws IOException {
        Set<String> fields = new LinkedHashSet<>();
        Optional<Row> row = rows.next();
        for (int i = 0; i < MOST_LINES && row.isPresent(); i++) {
            fields.addAll(row.get().cells().keySet());
            row = rows.next();
        }
        return fields;
    }

    private static Guess of(Format format, String delimiter, Collection<String> columns) {
        Map<String, String> mapping = WORDS.guess(columns);
        List<String> ignored = new ArrayList<>(columns);
        ignored.removeAll(mapping.keySet());
        return new Guess(format, delimiter, mapping, ignored);
    }
}
