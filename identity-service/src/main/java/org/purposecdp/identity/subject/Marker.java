package org.purposecdp.identity.subject;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.state.PolicyHolder;

/** Marks what Subjects bar, by the policy in force. */
@ApplicationScoped
class Marker {
    private final PolicyHolder policies;
    private final SubjectTable table = new SubjectTable();
    private volatile Digest digest;

    private record Digest(Policy policy, String text) {}

    Marker(PolicyHolder policies) {
        this.policies = policies;
    }

    /** Without a policy nothing is marked: that is made up for when there is one. */
    Uni<Void> mark(SqlConnection tx, Collection<Subject> subjects) {
        Optional<Policy> policy = policies.current();
        if (policy.isEmpty() || subjects.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant at = Instant.now();
        Map<String, Marks> marks = new TreeMap<>();
        Set<String> blocked = new TreeSet<>();
        for (Subject subject : subjects) {
            if (subject.blocked()) {
                blocked.add(subject.profileId());
            } else {
                marks.put(
                        subject.profileId(),
                        subject.ended()
                                ? new Marks(List.of(), new TreeMap<>(), null)
                                : Marks.of(subject, policy.get(), at));
            }
        }
        String digest = digest(policy.get());
        return table.mark(tx, marks, digest).chain(() -> table.barAll(tx, blocked, digest));
    }

    /**
     * The same for two policies that bar the same: the rules of identifiers and names of data count
     * for nothing.
     */
    String digest(Policy policy) {
        Digest last = digest;
        if (last == null || last.policy() != policy) {
            Policy what =
                    new Policy(
                            0,
                            null,
                            policy.purposes(),
                            policy.activities(),
                            policy.notices(),
                            null,
                            null,
                            policy.sources());
            last = new Digest(policy, UUID.nameUUIDFromBytes(Json.bytes(what)).toString());
            digest = last;
        }
        return last.text();
    }
}
