package org.purposecdp.kit.messaging;

import java.util.function.IntConsumer;

import io.quarkus.runtime.Quarkus;
import org.jboss.logging.Logger;

/** A thread without which the service is no use: when it fails, the process ends. */
public final class VitalThread {
    private static final Logger LOG = Logger.getLogger(VitalThread.class);

    private VitalThread() {}

    public static Thread of(String name, Runnable work) {
        return of(name, work, Quarkus::asyncExit);
    }

    static Thread of(String name, Runnable work, IntConsumer exit) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(
                (ended, failure) -> {
                    LOG.fatalf(failure, "%s has ended: so does the process", ended.getName());
                    exit.accept(1);
                });
        return thread;
    }
}
