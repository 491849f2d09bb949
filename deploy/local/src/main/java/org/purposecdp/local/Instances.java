package org.purposecdp.local;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** All instances of one service; what is done to it is done to each. */
public record Instances(List<ServicePart> all) {

    public Instances {
        all = List.copyOf(all);
    }

    public void start() {
        atOnce(Part::start);
    }

    /** kill -9. */
    public void kill() {
        all.forEach(Part::kill);
    }

    /** SIGSTOP: alive, holding their connections, answering nothing. */
    public void suspend() {
        all.forEach(Part::suspend);
    }

    /** SIGCONT. */
    public void resume() {
        all.forEach(Part::resume);
    }

    public void awaitReady() {
        all.forEach(Part::awaitReady);
    }

    private void atOnce(Consumer<Part> work) {
        CompletableFuture.allOf(
                        all.stream()
                                .map(part -> CompletableFuture.runAsync(() -> work.accept(part)))
                                .toArray(CompletableFuture[]::new))
                .join();
    }
}
