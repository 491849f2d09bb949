package org.purposecdp.identity.node;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import org.purposecdp.identity.subject.Acknowledgements;
import org.purposecdp.identity.subject.SubjectsMarked;

/** Cuts in the background by what Subjects bar and free, and has it acknowledged then. */
@ApplicationScoped
class Refits {
    private static final Logger LOG = Logger.getLogger(Refits.class);
    private static final int NODES_AT_ONCE = 200;

    private final Resolver resolver;
    private final Acknowledgements acknowledgements;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean again;

    Refits(Resolver resolver, Acknowledgements acknowledgements) {
        this.resolver = resolver;
        this.acknowledgements = acknowledgements;
    }

    void marked(@Observes SubjectsMarked event) {
        wake();
    }

    /** Should an instance have ended between marking and cutting. */
    @Scheduled(every = "5s", delayed = "5s")
    void wake() {
        again = true;
        if (running.compareAndSet(false, true)) {
            run();
        }
    }

    private void run() {
        again = false;
        some().subscribe()
                .with(
                        done -> ended(),
                        failure -> {
                            LOG.warnf("cutting by marks failed with %s, again", failure.getClass());
                            running.set(false);
                        });
    }

    private Uni<Void> some() {
        return resolver.applyMarks(NODES_AT_ONCE)
                .chain(
                        cut -> {
                            if (cut > 0) {
                                acknowledgements.wake();
                            }
                            return cut == NODES_AT_ONCE
                                    ? some()
                                    : Uni.createFrom().<Void>nullItem();
                        });
    }

    private void ended() {
        running.set(false);
        if (again) {
            wake();
        }
    }
}
