package org.purposecdp.kit.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A way to a server on which whoever is told of a word stands still, as a process does that is
 * stopped (SIGSTOP): its connections stay, and nothing passes in either direction until it wakes.
 */
final class Standstill implements AutoCloseable {
    private final URI server;
    private final String word;
    private final ServerSocket door;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch standing = new CountDownLatch(1);
    private final CountDownLatch woken = new CountDownLatch(1);

    Standstill(String server, String word) throws IOException {
        this.server = URI.create(server);
        this.word = word;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String address() {
        return "postgresql://%s@127.0.0.1:%d%s"
                .formatted(server.getUserInfo(), door.getLocalPort(), server.getPath());
    }

    boolean stands() {
        return standing.getCount() == 0;
    }

    /** What was on its way arrives. */
    void wake() {
        woken.countDown();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket upstream = new Socket(server.getHost(), server.getPort());
            sockets.addAll(List.of(client, upstream));
            start(() -> pass(client, upstream, false));
            start(() -> pass(upstream, client, true));
        }
    }

    private void pass(Socket from, Socket to, boolean told) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] bytes = new byte[65_536];
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
            if (told && new String(bytes, 0, read, ISO_8859_1).contains(word)) {
                standing.countDown();
            }
            if (stands()) {
                await(woken);
            }
            out.write(bytes, 0, read);
        }
        to.shutdownOutput();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                // One of the two has closed.
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        wake();
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
