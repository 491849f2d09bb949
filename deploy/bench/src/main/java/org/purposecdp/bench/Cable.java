package org.purposecdp.bench;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/**
 * The way of some clients to a server of this machine, which can be cut: what is connected stays so
 * and hears nothing any more, as behind a firewall that drops packets.
 */
final class Cable {
    private static final String HOST = "127.0.0.1";

    private final NetServer server;
    private final NetClient client;
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean cut;

    Cable(Vertx vertx) {
        this.client = vertx.createNetClient();
        this.server =
                vertx.createNetServer()
                        .connectHandler(this::join)
                        .listen(0, HOST)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    /** Where clients connect to. */
    int port() {
        return server.actualPort();
    }

    void to(int port) {
        this.target = port;
    }

    void cut() {
        cut = true;
        sockets.forEach(NetSocket::pause);
    }

    /** Whoever was cut off has to connect anew. */
    void mend() {
        cut = false;
        sockets.forEach(NetSocket::close);
    }

    private void join(NetSocket near) {
        keep(near);
        near.pause();
        if (cut) {
            return;
        }
        client.connect(target, HOST)
                .onFailure(refused -> near.close())
                .onSuccess(
                        far -> {
                            keep(far);
                            near.pipeTo(far);
                            far.pipeTo(near);
                            if (cut) {
                                near.pause();
                                far.pause();
                            }
                        });
    }

    private void keep(NetSocket socket) {
        sockets.add(socket);
        socket.closeHandler(closed -> sockets.remove(socket));
    }
}
