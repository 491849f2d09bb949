package org.purposecdp.identity.source;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

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

    public Uni<List<Source>> all() {
        return register.all();
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
        Description asked = Description.of(kind, name).checked(id, Instant.now());
        return register.ofId(id)
                .invoke(found -> requireNew(found.isEmpty()))
                .chain(() -> register.register(id, asked, null))
                .invoke(made -> requireNew(made.writeKey() != null))
                .map(made -> made.writeKey().value());
    }

    private static void requireNew(boolean isNew) {
        if (!isNew) {
            throw new ProblemException(CommonProblem.CONFLICT, "a source has this id already");
        }
    }
}
