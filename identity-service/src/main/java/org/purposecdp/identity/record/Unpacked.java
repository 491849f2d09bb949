package org.purposecdp.identity.record;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Unpacked as it is read: a record is bounded, and so is what waits. */
public final class Unpacked {
    private Unpacked() {}

    public static InputStream of(InputStream body, String encoding) throws IOException {
        return "gzip".equalsIgnoreCase(encoding) ? new GZIPInputStream(new Waits(body)) : body;
    }

    /** Of several packed files in one, what has not arrived yet would be taken for nothing. */
    private static final class Waits extends FilterInputStream {
        Waits(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 1;
        }
    }
}
