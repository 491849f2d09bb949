package org.purposecdp.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A PostgreSQL of its own, with its durability on and the memory of a small server, for as long as
 * it is open.
 */
public final class OnlyPostgreSql implements AutoCloseable {
    private static final List<String> MEMORY =
            List.of("shared_buffers=2GB", "max_wal_size=8GB", "checkpoint_timeout=30min");

    private final RunDirectory run;
    private final PostgreSqlPart part;
    private final Thread atExit = new Thread(this::remove, "stop-postgresql");

    public OnlyPostgreSql() {
        try {
            this.run = RunDirectory.at(Files.createTempDirectory("postgresql-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.part =
                new PostgreSqlPart(
                        Checkout.find(),
                        run,
                        Ports.free().of("postgresql"),
                        new Secrets(run),
                        MEMORY);
        Runtime.getRuntime().addShutdownHook(atExit);
        part.start();
    }

    /** {@code postgresql://user:password@host:port/database}, empty. */
    public String address() {
        String database = PostgreSqlPart.DATABASES.get(0);
        return "postgresql://"
                + part.user(database)
                + ":"
                + part.password(database)
                + "@"
                + part.address(database);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        remove();
    }

    private void remove() {
        part.stop();
        Path path = run.path();
        RunDirectory.delete(path);
    }
}
