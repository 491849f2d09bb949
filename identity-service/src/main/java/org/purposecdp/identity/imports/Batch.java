package org.purposecdp.identity.imports;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.purposecdp.identity.capture.Reading;
import org.purposecdp.identity.imports.Rows.Mark;
import org.purposecdp.identity.mapping.Row;
import org.purposecdp.identity.mapping.RowRecords;
import org.purposecdp.identity.mapping.TakenRow;

/**
 * Rows that are sent and noted together.
 *
 * @param mark where the last one ends
 * @param ended whether the file does as well
 * @param broken why no other can be read, or null
 */
record Batch(List<TakenRow> rows, Mark mark, boolean ended, UnreadableFile broken) {
    private static final int MOST_ROWS = 500;
    private static final long MOST_BYTES = 1024 * 1024;

    /** So that progress shows, and little is sent again, when a file comes slowly. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    static Batch read(Rows rows, RowRecords records, Instant receivedAt) {
        List<TakenRow> taken = new ArrayList<>();
        long from = rows.lastMark().bytes();
        try {
            while (taken.size() < MOST_ROWS
                    && rows.lastMark().bytes() - from < MOST_BYTES
                    && Instant.now().isBefore(receivedAt.plus(LONGEST))) {
                Optional<Row> row = rows.next();
                if (row.isEmpty()) {
                    return new Batch(taken, rows.lastMark(), true, null);
                }
                taken.add(records.read(row.get(), null, receivedAt));
            }
            return new Batch(taken, rows.lastMark(), false, null);
        } catch (UnreadableFile e) {
            return new Batch(taken, rows.lastMark(), false, e);
        } catch (IOException e) {
            UnreadableFile broken = new UnreadableFile(FileFault.BROKEN_OFF, rows.line());
            return new Batch(taken, rows.lastMark(), false, broken);
        }
    }

    List<Reading> readings() {
        return rows.stream().map(TakenRow::reading).toList();
    }

    /**
     * @param readings what became of those of the rows, in their order
     */
    Batch become(List<Reading> readings) {
        List<TakenRow> become = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            become.add(new TakenRow(rows.get(i).line(), readings.get(i), rows.get(i).column()));
        }
        return new Batch(become, mark, ended, broken);
    }

    long accepted() {
        return rows.stream().filter(TakenRow::accepted).count();
    }

    List<BadRow> bad() {
        return rows.stream().filter(row -> !row.accepted()).map(BadRow::of).toList();
    }
}
