package org.purposecdp.identity.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

import org.purposecdp.identity.capture.BoundedJson;

/**
 * Cuts a file into rows and keeps one at most. In CSV (RFC 4180) a quote at the beginning of a cell
 * takes line breaks along to its end; elsewhere it is a character as any.
 */
final class RowSplitter {

    /** A quote that is open for so long will not be closed on purpose. */
    private static final int LONGEST_QUOTED = 1024 * 1024;

    private final Content content;
    private final boolean quotes;
    private String delimiters;
    private long line = 1;

    private Place place;
    private ByteArrayOutputStream row;
    private long size;

    /**
     * @param delimiters any of them ends a cell; null where there are no cells
     */
    RowSplitter(Content content, String delimiters) {
        this.content = content;
        this.quotes = delimiters != null;
        this.delimiters = delimiters;
    }

    /**
     * @param line that it begins on, from 1
     * @param bytes without the line break; null when there are too many
     */
    record Raw(long line, byte[] bytes) {}

    private enum Place {
        CELL_START,
        CELL,
        QUOTED,
        AFTER_QUOTE
    }

    void delimiter(char found) {
        delimiters = String.valueOf(found);
    }

    long line() {
        return line;
    }

    void line(long next) {
        line = next;
    }

    /**
     * Nothing at the end.
     *
     * @throws UnreadableFile when a quote is not closed
     */
    Optional<Raw> next() throws IOException {
        if (content.peek() < 0) {
            return Optional.empty();
        }
        long first = line;
        place = Place.CELL_START;
        row = new ByteArrayOutputStream();
        size = 0;
        for (int next = content.next(); next >= 0; next = content.next()) {
            if (endsRow(next)) {
                return Optional.of(raw(first));
            }
            add(next);
            if (place == Place.QUOTED && size > LONGEST_QUOTED) {
                throw new UnreadableFile(FileFault.UNCLOSED_QUOTE, first);
            }
        }
        if (place == Place.QUOTED) {
            throw new UnreadableFile(FileFault.UNCLOSED_QUOTE, first);
        }
        return Optional.of(raw(first));
    }

    /** Counts lines, those within a quote as well; a line ends by LF, CR LF or, in CSV, CR. */
    private boolean endsRow(int next) throws IOException {
        boolean breaks = next == '\n' || quotes && next == '\r';
        if (!breaks) {
            return false;
        }
        boolean pair = next == '\r' && content.peek() == '\n';
        boolean inQuotes = place == Place.QUOTED;
        if (pair && !inQuotes) {
            content.next();
        }
        if (!pair || !inQuotes) {
            line++;
        }
        return !inQuotes;
    }

    private void add(int next) {
        size++;
        if (size <= BoundedJson.LARGEST_RECORD) {
            row.write(next);
        }
        if (quotes) {
            place = after(next);
        }
    }

    private Place after(int next) {
        if (place == Place.QUOTED) {
            return next == '"' ? Place.AFTER_QUOTE : Place.QUOTED;
        }
        if (delimiters.indexOf(next) >= 0) {
            return Place.CELL_START;
        }
        // The second of a doubled quote opens again.
        boolean opens = place == Place.CELL_START || place == Place.AFTER_QUOTE;
        return opens && next == '"' ? Place.QUOTED : Place.CELL;
    }

    private Raw raw(long first) {
        return new Raw(first, size > BoundedJson.LARGEST_RECORD ? null : row.toByteArray());
    }
}
