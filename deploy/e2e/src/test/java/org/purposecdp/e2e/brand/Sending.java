package org.purposecdp.e2e.brand;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A body that is sent piece by piece, or only in part; clients hold back what they are given. */
public final class Sending implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;

    private Sending(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    static Sending put(URI to, String token, String type, long length) throws IOException {
        Sending sending = new Sending(new Socket(to.getHost(), to.getPort()));
        String head =
                """
                PUT %s HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                Content-Type: %s\r
                Content-Length: %d\r
                \r
                """
                        .formatted(to.getPath(), to.getAuthority(), token, type, length);
        sending.out.write(head.getBytes(US_ASCII));
        return sending;
    }

    public void write(byte[] file, int from, int to) throws IOException {
        out.write(file, from, to - from);
        out.flush();
    }

    /** Of the answer, once it is there. */
    public int status() throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        return Integer.parseInt(in.readLine().split(" ")[1]);
    }

    /** Hangs up, whatever was promised. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
