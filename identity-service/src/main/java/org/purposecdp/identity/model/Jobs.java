package org.purposecdp.identity.model;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.jboss.logging.Logger;

import org.purposecdp.identity.matching.Training;
import org.purposecdp.identity.model.Job.Kind;
import org.purposecdp.identity.model.Job.State;
import org.purposecdp.identity.node.Models;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Does one job at a time, behind the call that started it. */
@ApplicationScoped
class Jobs {
    private static final Logger LOG = Logger.getLogger(Jobs.class);

    private final JobTable table;
    private final Models models;

    Jobs(JobTable table, Models models) {
        this.table = table;
        this.models = models;
    }

    /**
     * @param sample how many records to learn from at most
     * @return its id
     */
    Uni<String> train(int sample, String by) {
        return start(Kind.TRAIN, null, by, progress -> models.learn(sample, progress));
    }

    Uni<String> putInForce(String version, String by) {
        return models.known(version)
                .chain(
                        known -> {
                            if (!known) {
                                throw new ProblemException(
                                        CommonProblem.NOT_FOUND, "no model has this version");
                            }
                            return start(
                                    Kind.PUT_IN_FORCE,
                                    version,
                                    by,
                                    progress ->
                                            models.putInForce(version, progress)
                                                    .replaceWith(version));
                        });
    }

    private Uni<String> start(
            Kind kind, String version, String by, Function<Training.Progress, Uni<String>> work) {
        String id = UUID.randomUUID().toString();
        return table.start(id, kind, version, by, Instant.now())
                .map(
                        started -> {
                            if (!started) {
                                throw new ProblemException(
                                        CommonProblem.CONFLICT,
                                        "another model is being learnt or put in force; wait for it");
                            }
                            run(id, work);
                            return id;
                        });
    }

    private void run(String id, Function<Training.Progress, Uni<String>> work) {
        Training.Progress progress =
                (step, done) ->
                        table.at(id, State.RUNNING, step, done, null)
                                .subscribe()
                                .with(told -> {}, untold -> {});
        Uni.createFrom()
                .deferred(() -> work.apply(progress))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(version -> table.at(id, State.DONE, "done", 1, version))
                .onFailure()
                .call(
                        failure -> {
                            LOG.errorf("model job %s failed: %s", id, failure.getClass().getName());
                            return table.at(
                                    id, State.FAILED, failure.getClass().getSimpleName(), 0, null);
                        })
                .subscribe()
                .with(done -> {}, failure -> {});
    }

    @Scheduled(every = "1h", delayed = "8m")
    Uni<Void> forgetOld() {
        return table.forgetOld().chain(models::forgetOld);
    }
}
