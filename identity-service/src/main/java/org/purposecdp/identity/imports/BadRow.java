package org.purposecdp.identity.imports;

import org.purposecdp.identity.mapping.TakenRow;

/**
 * @param line that the row begins on, from 1; a CSV file's header is there too
 * @param column that is at fault, as the mapping names it, or null
 */
record BadRow(long line, String code, String column) {
    static BadRow of(TakenRow row) {
        return new BadRow(row.line(), row.reading().invalid().name(), row.column());
    }
}
