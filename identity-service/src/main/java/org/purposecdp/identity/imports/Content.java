package org.purposecdp.identity.imports;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file's bytes one by one, how many they were so far, and a hash of just these. */
final class Content {
    private static final int BUFFER = 64 * 1024;
    private static final int[] UTF8_MARK = {0xEF, 0xBB, 0xBF};

    private final InputStream in;
    private final MessageDigest digest = sha256();
    private final byte[] buffer = new byte[BUFFER];
    private long before;
    private int at;
    private int hashed;
    private int filled;
    private boolean ended;

    Content(InputStream in) {
        this.in = in;
    }

    /** -1 at the end. */
    int next() throws IOException {
        return at < filled || fill() ? buffer[at++] & 0xFF : -1;
    }

    /** The next one, which stays the next. */
    int peek() throws IOException {
        return at < filled || fill() ? buffer[at] & 0xFF : -1;
    }

    /** Only at the very beginning. */
    void skipMark() throws IOException {
        while (filled < UTF8_MARK.length && more()) {
            // until there are enough to see it
        }
        boolean marked = filled >= UTF8_MARK.length;
        for (int i = 0; marked && i < UTF8_MARK.length; i++) {
            marked = (buffer[i] & 0xFF) == UTF8_MARK[i];
        }
        at = marked ? UTF8_MARK.length : 0;
    }

    long position() {
        return before + at;
    }

    /** To there, or to the end when that comes first. */
    void skipTo(long position) throws IOException {
        while (position() < position && (at < filled || fill())) {
            at += (int) Math.min(filled - at, position - position());
        }
    }

    /** Of all that was read so far, in hex. */
    String hash() {
        hashRead();
        try {
            MessageDigest soFar = (MessageDigest) digest.clone();
            return HexFormat.of().formatHex(soFar.digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean fill() throws IOException {
        hashRead();
        before += filled;
        at = 0;
        hashed = 0;
        filled = 0;
        return more();
    }

    private boolean more() throws IOException {
        int read = ended ? -1 : in.read(buffer, filled, BUFFER - filled);
        ended = read < 0;
        filled += Math.max(read, 0);
        return !ended && (read > 0 || more());
    }

    private void hashRead() {
        digest.update(buffer, hashed, at - hashed);
        hashed = at;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
