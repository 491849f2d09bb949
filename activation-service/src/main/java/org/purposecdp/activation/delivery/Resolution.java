package org.purposecdp.activation.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/** What names stand for. One thread a name at most: a dead name server slows no other name. */
@ApplicationScoped
class Resolution {
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    work -> {
                        Thread thread = new Thread(work, "resolution");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Map<String, CompletableFuture<List<InetAddress>>> underWay =
            new ConcurrentHashMap<>();

    /** All addresses of a name; fails where it has none. */
    CompletableFuture<List<InetAddress>> of(String host) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> others = underWay.putIfAbsent(host, mine);
        if (others != null) {
            return others;
        }
        CompletableFuture.supplyAsync(() -> lookUp(host), threads)
                .whenComplete(
                        (found, failure) -> {
                            underWay.remove(host);
                            if (failure == null) {
                                mine.complete(found);
                            } else {
                                mine.completeExceptionally(failure);
                            }
                        });
        return mine;
    }

    private static List<InetAddress> lookUp(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    @PreDestroy
    void end() {
        threads.shutdownNow();
    }
}
