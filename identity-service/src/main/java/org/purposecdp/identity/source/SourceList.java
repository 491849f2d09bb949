package org.purposecdp.identity.source;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

/** All sources on file, for whoever looks after them. */
@ApplicationScoped
public class SourceList {
    private final SourceRegister register;

    SourceList(SourceRegister register) {
        this.register = register;
    }

    @WithSession
    public Uni<List<Source>> all() {
        return register.list("order by id")
                .map(found -> found.stream().map(SourceEntity::source).toList());
    }
}
