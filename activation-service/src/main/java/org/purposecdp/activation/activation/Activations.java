package org.purposecdp.activation.activation;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;

import org.purposecdp.activation.audience.Audience;
import org.purposecdp.activation.audience.Audiences;
import org.purposecdp.activation.definition.Definitions;
import org.purposecdp.activation.definition.Put;
import org.purposecdp.activation.definition.Stored;
import org.purposecdp.activation.destination.Destination;
import org.purposecdp.activation.destination.Destinations;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.kit.caller.AllowedPurposes;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** The activations on file. */
@Singleton
public class Activations extends Definitions<Activation, ActivationEntity> {
    private static final String OTHER_AUDIENCE =
            "'audience' is not a known audience of that purpose";

    private final Audiences audiences;
    private final Destinations destinations;

    Activations(Audiences audiences, Destinations destinations) {
        super("activation", ActivationEntity.class, Activation.class);
        this.audiences = audiences;
        this.destinations = destinations;
    }

    /**
     * What it refers to is held meanwhile, so that it is not deleted.
     *
     * @param named the channel that the request names; null for none
     */
    @WithTransaction
    Uni<Put<Activation>> file(
            String id,
            String ifMatch,
            Activation activation,
            Channel named,
            Purpose purpose,
            AllowedPurposes allowed) {
        // Before anything is said of what it would refer to.
        return ofId(id).invoke(
                        found -> found.ifPresent(one -> allowed.require(one.body().purpose())))
                .chain(() -> destinations.held(activation.destination()))
                .invoke(found -> checkDestination(found, named, purpose))
                .chain(() -> checkAudience(activation))
                .chain(
                        () ->
                                put(
                                        id,
                                        ifMatch,
                                        activation,
                                        (found, before) -> {
                                            allowed.require(before.purpose());
                                            return true;
                                        }));
    }

    private static void checkDestination(
            Optional<Stored<Destination>> found, Channel named, Purpose purpose) {
        require(found.isPresent(), "'destination' is not a known destination");
        Channel channel = found.get().body().channel();
        require(
                channel != null || !purpose.directMarketing(),
                "'destination' has no channel, and 'purpose' is direct marketing; an admin or"
                        + " privacy officer puts 'channel' of the destination first");
        require(
                named == null || named == channel,
                "'channel' is the destination's ("
                        + (channel == null ? "none is registered" : channel)
                        + "); leave it out");
    }

    private Uni<Void> checkAudience(Activation activation) {
        if (activation.audience() == null) {
            return Uni.createFrom().voidItem();
        }
        return audiences
                .held(activation.audience())
                .invoke(found -> require(isOf(found, activation.purpose()), OTHER_AUDIENCE))
                .replaceWithVoid();
    }

    private static boolean isOf(Optional<Stored<Audience>> found, String purpose) {
        return found.filter(audience -> audience.body().purpose().equals(purpose)).isPresent();
    }

    /** What it has queued; what is claimed at this moment the gate finds when it comes back. */
    @Override
    protected Uni<Void> left(String id) {
        return run(
                """
                update delivery set state = 'SUPPRESSED', reason = 'ACTIVATION_DELETED',
                    waiting = false, finished_at = now(), unpublished = true
                where activation = ?1 and state = 'QUEUED'
                """,
                id);
    }

    private static void require(boolean holds, String accepted) {
        if (!holds) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, accepted);
        }
    }
}
