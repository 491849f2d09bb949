package org.purposecdp.identity.source;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Sources, for whoever looks after them. */
@ApplicationScoped
public class SourceDesk {
    private final SourceRegister register;

    SourceDesk(SourceRegister register) {
        this.register = register;
    }

    @WithSession
    public Uni<List<Source>> all() {
        return register.list("order by id")
                .map(found -> found.stream().map(SourceEntity::source).toList());
    }

    /**
     * @throws ProblemException NOT_FOUND
     */
    public Uni<Source> required(String id) {
        return register.ofId(id).map(found -> found.orElseThrow(SourceRegister::unknown));
    }

    /**
     * @return its write key, which is told nowhere else
     * @throws ProblemException INVALID_VALUE, CONFLICT
     */
    public Uni<String> register(String id, SourceKind kind, String name) {
        SourceResource.requireId(id);
        String called = SourceResource.name(id, name);
        return register.ofId(id)
                .invoke(found -> requireNew(found.isEmpty()))
                .chain(() -> register.register(id, kind, called, null))
                .invoke(made -> requireNew(made.writeKey() != null))
                .map(made -> made.writeKey().value());
    }

    private static void requireNew(boolean isNew) {
        if (!isNew) {
            throw new ProblemException(CommonProblem.CONFLICT, "a source has this id already");
        }
    }
}
