package org.purposecdp.identity.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.kit.messaging.FlowGate;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.state.PolicyHolder;

/**
 * Who may send. Kind and key of a source never change, so what was found once stays true; a key
 * that is not known yet is looked up before it is refused, since a 401 makes SDKs drop data.
 */
@ApplicationScoped
public class Sources {
    private static final Duration NEW = Duration.ofSeconds(60);

    private final SourceRegister register;
    private final PolicyHolder policies;
    private final FlowGate gate;
    private final Map<String, Source> byKeyHash = new ConcurrentHashMap<>();
    private final Map<String, Source> byId = new ConcurrentHashMap<>();

    Sources(SourceRegister register, PolicyHolder policies, FlowGate gate) {
        this.register = register;
        this.policies = policies;
        this.gate = gate;
    }

    public Uni<Optional<Source>> ofWriteKey(String writeKey) {
        String hash = new WriteKey(writeKey).hash();
        return cached(byKeyHash, hash, register::ofKeyHash);
    }

    public Uni<Optional<Source>> ofId(String id) {
        return cached(byId, id, register::ofId);
    }

    /**
     * Nothing is taken from a source without an activity in force.
     *
     * @throws ProblemException 503 while that may still come, else 403
     */
    public void requireLegalBasis(Source source, Instant at) {
        Optional<Policy> policy = policies.current();
        if (!gate.open() || policy.isEmpty()) {
            throw new ProblemException(
                            CommonProblem.NOT_READY, "the policy is not known yet; send it again")
                    .withRetryAfter(2);
        }
        boolean collects = policy.get().collectsFrom(source.id(), at);
        if (collects && policy.get().resolvesFrom(source.id(), at)) {
            return;
        }
        if (at.isBefore(source.registeredAt().plus(NEW))) {
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

    private static Uni<Optional<Source>> cached(
            Map<String, Source> cache, String key, Function<String, Uni<Optional<Source>>> lookUp) {
        Source known = cache.get(key);
        if (known != null) {
            return Uni.createFrom().item(Optional.of(known));
        }
        return lookUp.apply(key).invoke(found -> found.ifPresent(source -> cache.put(key, source)));
    }
}
