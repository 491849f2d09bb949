package org.purposecdp.identity.imports;

import jakarta.ws.rs.core.MediaType;

/** What a file may be. */
public enum Format {
    CSV("text/csv"),
    NDJSON("application/x-ndjson");

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    static Format of(MediaType type) {
        return type.getSubtype().equals("csv") ? CSV : NDJSON;
    }
}
