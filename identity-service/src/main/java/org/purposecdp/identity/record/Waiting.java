package org.purposecdp.identity.record;

import java.time.Duration;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Stores and Kafka are spoken to from the event loop, while a worker thread waits. */
public final class Waiting {
    private static final Logger LOG = Logger.getLogger(Waiting.class);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Waiting() {}

    /**
     * @throws ProblemException 503 where the work failed on our side
     */
    public static <T> T await(Supplier<Uni<? extends T>> work) {
        Context own = Vertx.currentContext();
        try {
            return Uni.createFrom()
                    .deferred(work)
                    .runSubscriptionOn(task -> own.runOnContext(ignored -> task.run()))
                    .await()
                    .atMost(PATIENCE);
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever failed on our side may pass later.
            LOG.warnf("records were not taken: %s", e.getClass().getName());
            throw new ProblemException(CommonProblem.NOT_READY, "not taken; send it again")
                    .withRetryAfter(5);
        }
    }
}
