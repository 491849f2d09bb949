package org.purposecdp.identity.imports;

/** Why a file cannot be read on: once it is mended, its import goes on. */
enum FileFault {
    NOT_UTF8("the file is in UTF-8"),
    UNCLOSED_QUOTE("a quoted cell has an end"),
    NO_HEADER("the first line of a CSV file names its columns"),
    MISSING_COLUMN("the file has each column of the mapping"),
    REPEATED_COLUMN("a column of the mapping is in the file once"),
    BROKEN_OFF("the whole file arrives");

    private final String accepted;

    FileFault(String accepted) {
        this.accepted = accepted;
    }

    String accepted() {
        return accepted;
    }
}
