package org.purposecdp.identity.imports;

import java.io.IOException;

/** The rest of a file cannot be read. */
final class UnreadableFile extends IOException {
    private static final long serialVersionUID = 1;

    private final FileFault fault;
    private final long line;
    private final String column;

    UnreadableFile(FileFault fault, long line) {
        this(fault, line, null);
    }

    private UnreadableFile(FileFault fault, long line, String column) {
        super(fault.accepted());
        this.fault = fault;
        this.line = line;
        this.column = column;
    }

    /** For a column of the mapping. */
    static UnreadableFile of(FileFault fault, String column) {
        return new UnreadableFile(fault, 1, column);
    }

    FileFault fault() {
        return fault;
    }

    /** As the mapping names it; null where it is no column's fault. */
    String column() {
        return column;
    }

    /** From 1. */
    long line() {
        return line;
    }
}
