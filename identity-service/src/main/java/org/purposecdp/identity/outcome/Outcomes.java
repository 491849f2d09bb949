package org.purposecdp.identity.outcome;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One row a record id; a message that was accepted once stays accepted. Written a batch at a time,
 * by the pool.
 */
@ApplicationScoped
public class Outcomes implements PanacheRepositoryBase<OutcomeEntity, String> {
    private final Pool pool;

    Outcomes(Pool pool) {
        this.pool = pool;
    }

    public Uni<Void> store(Collection<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, Outcome> distinct = new LinkedHashMap<>();
        outcomes.forEach(outcome -> distinct.put(outcome.recordId(), outcome));
        return pool.preparedQuery(
                        """
                        insert into outcome (record_id, outcome, reason, notes, at)
                        select id, outcome, reason, notes, now()
                        from unnest($1::text[], $2::text[], $3::text[], $4::text[])
                             as new (id, outcome, reason, notes)
                        order by id
                        on conflict (record_id) do update
                        set outcome = excluded.outcome, reason = excluded.reason,
                            notes = excluded.notes, at = excluded.at
                        where outcome.outcome = 'INVALID'
                        """)
                .execute(
                        Tuple.tuple()
                                .addValue(distinct.keySet().toArray(String[]::new))
                                .addValue(
                                        distinct.values().stream()
                                                .map(outcome -> outcome.state().name())
                                                .toArray(String[]::new))
                                .addValue(
                                        distinct.values().stream()
                                                .map(Outcome::reason)
                                                .toArray(String[]::new))
                                .addValue(
                                        distinct.values().stream()
                                                .map(outcome -> text(outcome.notes()))
                                                .toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Null for none, as for most. */
    private static String text(List<Outcome.Note> notes) {
        return notes.isEmpty() ? null : new String(Json.bytes(notes), UTF_8);
    }

    static List<Outcome.Note> notes(String text) {
        return text == null
                ? List.of()
                : List.of(Json.parse(text.getBytes(UTF_8), Outcome.Note[].class));
    }

    @WithSession
    Uni<Optional<Outcome>> of(String recordId) {
        return findById(recordId)
                .map(found -> Optional.ofNullable(found).map(OutcomeEntity::outcome));
    }

    @Scheduled(every = "1h", delayed = "5m")
    Uni<Void> forgetOld() {
        return pool.query("delete from outcome where at < now() - interval '13 months'")
                .execute()
                .replaceWithVoid();
    }
}
