package org.purposecdp.activation.audience;

import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.activation.definition.Definitions;
import org.purposecdp.activation.definition.Put;
import org.purposecdp.kit.caller.AllowedPurposes;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** The audiences on file. */
@Singleton
public class Audiences extends Definitions<Audience, AudienceEntity> {
    Audiences() {
        super("audience", AudienceEntity.class, Audience.class);
    }

    /** Its purpose is fixed: whoever is in it was found by what that purpose may see. */
    Uni<Put<Audience>> file(String id, String ifMatch, Audience audience, AllowedPurposes allowed) {
        return put(
                id,
                ifMatch,
                audience,
                (found, before) -> {
                    allowed.require(before.purpose());
                    if (!before.purpose().equals(audience.purpose())) {
                        throw new ProblemException(
                                CommonProblem.CONFLICT,
                                "an audience keeps its 'purpose'; make another for another");
                    }
                    return true;
                });
    }

    /**
     * To be taken before audiences are read by whoever writes memberships: none is deleted then
     * until the end of the transaction, and no membership outlives its audience.
     */
    public Uni<Void> keep(SqlConnection tx) {
        return tx.query("lock table audience in row share mode").execute().replaceWithVoid();
    }

    /** The lock comes first: who has rows of it and wants the table may wait for itself. */
    @Override
    @WithTransaction
    public Uni<Void> delete(String id, String ifMatch, Look<AudienceEntity, Audience> look) {
        return getSession()
                .chain(
                        session ->
                                session.createNativeQuery("lock table audience in exclusive mode")
                                        .executeUpdate())
                .chain(() -> super.delete(id, ifMatch, look));
    }

    @Override
    protected Uni<List<String>> referring(String id) {
        return activationsWhere("audience", id);
    }

    @Override
    protected Uni<Void> left(String id) {
        return run("delete from membership where audience = ?1", id)
                .chain(() -> run("delete from audience_size where audience = ?1", id));
    }
}
