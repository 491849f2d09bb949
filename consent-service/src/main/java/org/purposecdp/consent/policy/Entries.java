package org.purposecdp.consent.policy;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

/** The register's entries, to be read one by one. */
@ApplicationScoped
class Entries implements PanacheRepositoryBase<EntryEntity, EntryEntity.Key> {

    @WithSession
    Uni<Optional<Policies.Entry>> of(Policies.Kind kind, String id) {
        return findById(new EntryEntity.Key(kind, id))
                .map(found -> Optional.ofNullable(found).map(EntryEntity::entry));
    }
}
