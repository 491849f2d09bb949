package org.purposecdp.identity.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.identity.source.SourceRegister.Keyed;
import org.purposecdp.kit.messaging.FlowGate;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.state.PolicyHolder;

/**
 * Who may send. What was found is asked again every few seconds. A key that is not known yet is
 * looked up before it is refused, since a 401 makes SDKs drop data; for the same reason what was
 * known holds while the store does not answer.
 */
@ApplicationScoped
public class Sources {
    private static final Logger LOG = Logger.getLogger(Sources.class);
    private static final Duration NEW = Duration.ofSeconds(60);
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final SourceRegister register;
    private final PolicyHolder policies;
    private final FlowGate gate;
    private final Map<String, Known> byKeyHash = new ConcurrentHashMap<>();
    private final Map<String, Found> byId = new ConcurrentHashMap<>();

    private record Known(Keyed keyed, Instant readAt) {
        boolean fresh(Instant now) {
            return now.isBefore(readAt.plus(FRESH));
        }

        Optional<Source> at(Instant now) {
            return keyed.until() == null || now.isBefore(keyed.until())
                    ? Optional.of(keyed.source())
                    : Optional.empty();
        }
    }

    private record Found(Source source, Instant readAt) {}

    Sources(SourceRegister register, PolicyHolder policies, FlowGate gate) {
        this.register = register;
        this.policies = policies;
        this.gate = gate;
    }

    public Uni<Optional<Source>> ofWriteKey(String writeKey) {
        String hash = new WriteKey(writeKey).hash();
        Instant now = Instant.now();
        Known known = byKeyHash.get(hash);
        if (known != null && known.fresh(now)) {
            return Uni.createFrom().item(known.at(now));
        }
        if (known != null) {
            // One asks; meanwhile, and while the store is away, the others need not wait.
            byKeyHash.put(hash, new Known(known.keyed(), now));
        }
        Uni<Optional<Source>> read =
                register.ofKeyHash(hash)
                        .map(
                                found -> {
                                    if (found.isEmpty()) {
                                        byKeyHash.remove(hash);
                                        return Optional.empty();
                                    }
                                    Known fresh = new Known(found.get(), now);
                                    byKeyHash.put(hash, fresh);
                                    return fresh.at(now);
                                });
        return known == null
                ? read
                : read.onFailure()
                        .invoke(
                                failure ->
                                        LOG.warnf(
                                                "a write key of source %s could not be read again:"
                                                        + " %s; what was known holds",
                                                known.keyed().source().id(), failure.getClass()))
                        .onFailure()
                        .recoverWithItem(() -> known.at(now));
    }

    /** What was found holds for a few seconds: a source may be changed, or ended. */
    public Uni<Optional<Source>> ofId(String id) {
        Instant now = Instant.now();
        Found known = byId.get(id);
        if (known != null && now.isBefore(known.readAt().plus(FRESH))) {
            return Uni.createFrom().item(Optional.of(known.source()));
        }
        return register.ofId(id)
                .invoke(
                        found -> {
                            if (found.isPresent()) {
                                byId.put(id, new Found(found.get(), now));
                            } else {
                                byId.remove(id);
                            }
                        });
    }

    /**
     * Nothing is taken from a source without an activity in force.
     *
     * @throws ProblemException 503 while that may still come, else 403
     */
    public void requireLegalBasis(Source source, Instant at) {
        Optional<Policy> policy = policies.current();
        if (!gate.caughtUp() || policy.isEmpty()) {
            throw new ProblemException(
                            CommonProblem.NOT_READY, "the policy is not known yet; send it again")
                    .withRetryAfter(2);
        }
        boolean collects = policy.get().collectsFrom(source.id(), at);
        boolean covered = collects && policy.get().resolvesFrom(source.id(), at);
        boolean told = policy.get().source(source.id()).isPresent();
        if (covered && told) {
            return;
        }
        // What kind of source it is will come; by a policy without it, it would be a device's.
        if (covered || at.isBefore(source.registeredAt().plus(NEW))) {
            throw new ProblemException(
                            CommonProblem.NOT_READY,
                            "the policy does not know this new source yet; send it again")
                    .withRetryAfter(5);
        }
        throw new ProblemException(
                IdentityProblem.NO_LEGAL_BASIS,
                "register a processing activity%s that names the source '%s'"
                        .formatted(
                                collects
                                        ? " of the purpose '" + Policy.IDENTITY_RESOLUTION + "'"
                                        : "",
                                source.id()));
    }
}
