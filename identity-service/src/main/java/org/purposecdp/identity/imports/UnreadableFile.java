package org.purposecdp.identity.imports;

import java.io.IOException;

/** The rest of a file cannot be read. */
final class UnreadableFile extends IOException {
    private static final long serialVersionUID = 1;

    private final FileFault fault;
    private final long line;

    UnreadableFile(FileFault fault, long line) {
        super(fault.accepted());
        this.fault = fault;
        this.line = line;
    }

    FileFault fault() {
        return fault;
    }

    /** From 1. */
    long line() {
        return line;
    }
}
