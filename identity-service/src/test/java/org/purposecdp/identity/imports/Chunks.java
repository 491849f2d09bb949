package org.purposecdp.identity.imports;

import java.io.ByteArrayInputStream;
import java.util.List;

/** Bytes that come in pieces of these lengths, again and again. */
final class Chunks extends ByteArrayInputStream {
    private final List<Integer> lengths;
    private int next;

    Chunks(byte[] bytes, List<Integer> lengths) {
        super(bytes);
        this.lengths = lengths;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
        int piece = lengths.get(next++ % lengths.size());
        return super.read(into, offset, Math.min(piece, length));
    }
}
