package org.purposecdp.identity.imports;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;

/** The cells of a CSV row, without the space around them. */
final class CsvCells {
    static final String DELIMITERS = ";,\t|";

    private static final ObjectReader READER =
            new CsvMapper().readerFor(String[].class).with(CsvParser.Feature.WRAP_AS_ARRAY);

    private final ObjectReader reader;

    CsvCells(char delimiter) {
        this.reader =
                READER.with(
                        CsvSchema.emptySchema()
                                .withColumnSeparator(delimiter)
                                .withQuoteChar('"')
                                .withoutEscapeChar());
    }

    /** The one that there are most of outside of quotes; a comma where there is none. */
    static char guessDelimiter(String header) {
        int[] counts = new int[DELIMITERS.length()];
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            quoted ^= c == '"';
            int known = DELIMITERS.indexOf(c);
            if (!quoted && known >= 0) {
                counts[known]++;
            }
        }
        int most = DELIMITERS.indexOf(',');
        for (int i = 0; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return DELIMITERS.charAt(most);
    }

    /** Nothing when its quotes are not in order. */
    Optional<List<String>> of(String row) {
        try (MappingIterator<String[]> rows = reader.readValues(row)) {
            String[] cells = rows.hasNextValue() ? rows.nextValue() : new String[0];
            return rows.hasNextValue()
                    ? Optional.empty()
                    : Optional.of(Stream.of(cells).map(String::strip).toList());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
