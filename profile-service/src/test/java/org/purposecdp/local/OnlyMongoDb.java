package org.purposecdp.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A MongoDB of its own, for as long as it is open; beside {@link MongoPart} to be let in. */
public final class OnlyMongoDb implements AutoCloseable {
    private final RunDirectory run;
    private final MongoPart part;
    private final Thread atExit = new Thread(this::remove, "stop-mongodb");

    public OnlyMongoDb() {
        try {
            this.run = RunDirectory.at(Files.createTempDirectory("mongodb-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.part =
                new MongoPart(Checkout.find(), run, Ports.free().of("mongodb"), System.getenv());
        Runtime.getRuntime().addShutdownHook(atExit);
        part.start();
    }

    public String uri() {
        return part.uri();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        remove();
    }

    private void remove() {
        part.stop();
        RunDirectory.delete(run.path());
    }
}
