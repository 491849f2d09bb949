package org.purposecdp.identity.source;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Source.Shown;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.kit.outbox.Outbox;
import org.purposecdp.kit.outbox.OutboxRow;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.retention.OldRows;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The sources on file. Each change is told on {@code identity.sources} by the outbox, in the
 * transaction that makes it.
 */
@ApplicationScoped
class SourceRegister {
    private final Pool pool;
    private final Outbox outbox;

    SourceRegister(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /**
     * @param writeKey null when the source was registered before
     */
    record Registration(Source source, WriteKey writeKey) {}

    /**
     * A source by one of its write keys.
     *
     * @param until when the key holds; null for one that holds until it is renewed
     */
    record Keyed(Source source, Instant until) {}

    private record Stored(Source source, boolean ended) {}

    Uni<List<Source>> all() {
        return pool.preparedQuery("select * from source where not ended order by id")
                .execute()
                .map(
                        rows -> {
                            List<Source> all = new ArrayList<>();
                            rows.forEach(row -> all.add(source(row)));
                            return all;
                        });
    }

    Uni<Optional<Source>> ofId(String id) {
        return pool.preparedQuery("select * from source where id = $1 and not ended")
                .execute(Tuple.of(id))
                .map(rows -> first(rows).map(SourceRegister::source));
    }

    Uni<Optional<Keyed>> ofKeyHash(String hash) {
        return pool.preparedQuery(
                        """
                        select source.*, null::timestamptz as until from source
                        where key_hash = $1 and not ended
                        union all
                        select source.*, former.until from write_key_before former
                        join source on source.id = former.source
                        where former.key_hash = $1 and not source.ended
                        """)
                .execute(Tuple.of(hash))
                .map(rows -> first(rows).map(SourceRegister::keyed));
    }

    /**
     * @param formerHolds how long the key before goes on holding
     * @throws ProblemException NOT_FOUND
     */
    Uni<Registration> renewKey(String id, Duration formerHolds) {
        WriteKey key = WriteKey.random();
        return pool.withTransaction(
                tx ->
                        locked(tx, id)
                                .map(SourceRegister::required)
                                .call(known -> keepFormerKey(tx, id, now().plus(formerHolds)))
                                .chain(known -> setKey(tx, id, key))
                                .map(changed -> new Registration(changed, key)));
    }

    private static Uni<Void> keepFormerKey(SqlConnection tx, String id, Instant until) {
        return tx.preparedQuery(
                        """
                        insert into write_key_before (key_hash, source, until)
                        select key_hash, id, $2 from source where id = $1
                        """)
                .execute(Tuple.of(id, until.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** One that holds no more is as one that never was. */
    @Scheduled(every = "1h", delayed = "8m")
    Uni<Void> forgetFormerKeys() {
        return new OldRows(pool, "write_key_before", "until", Period.ZERO).delete();
    }

    private static Uni<Source> setKey(SqlConnection tx, String id, WriteKey key) {
        return tx.preparedQuery(
                        """
                        update source set key_hash = $2, version = version + 1 where id = $1
                        returning *
                        """)
                .execute(Tuple.of(id, key.hash()))
                .map(rows -> source(rows.iterator().next()));
    }

    /**
     * Of two at once one inserts; the other waits for it and sees its row, which the lock then
     * keeps from changing between the look at its version and the write.
     *
     * @param asked checked
     * @throws ProblemException SOURCE_KIND_FIXED, PRECONDITION_FAILED
     */
    Uni<Registration> register(String id, Description asked, String ifMatch) {
        WriteKey key = WriteKey.random();
        return pool.withTransaction(
                tx ->
                        insertIfAbsent(tx, id, asked, key)
                                .chain(
                                        made ->
                                                made.isPresent()
                                                        ? tell(tx, made.get(), false)
                                                                .replaceWith(
                                                                        new Registration(
                                                                                made.get(), key))
                                                        : again(tx, id, asked, key, ifMatch)));
    }

    private static Uni<Optional<Source>> insertIfAbsent(
            SqlConnection tx, String id, Description asked, WriteKey key) {
        Instant now = now();
        return tx.preparedQuery(
                        """
                        insert into source (id, kind, name, consent_first, shows, origins, key_hash,
                                            version, registered_at)
                        values ($1, $2, $3, $4, $5, $6, $7, 1, $8) on conflict (id) do nothing
                        returning *
                        """)
                .execute(
                        fields(id, asked, asked.shownSince(List.of(), now))
                                .addValue(key.hash())
                                .addValue(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> first(rows).map(SourceRegister::source));
    }

    private static Tuple fields(String id, Description asked, List<Shown> shows) {
        return Tuple.tuple()
                .addValue(id)
                .addValue(asked.kind().name())
                .addValue(asked.name())
                .addValue(asked.consentFirst())
                .addValue(new String(Json.bytes(shows), UTF_8))
                .addValue(asked.origins().toArray(String[]::new));
    }

    /** The same once more changes nothing; one that was ended comes back with a new key. */
    private Uni<Registration> again(
            SqlConnection tx, String id, Description asked, WriteKey key, String ifMatch) {
        return locked(tx, id)
                .map(Optional::orElseThrow)
                .chain(
                        stored -> {
                            Source known = stored.source();
                            requireSameKind(known, asked);
                            List<Shown> shows =
                                    asked.shownSince(
                                            stored.ended() ? List.of() : known.shows(), now());
                            if (stored.ended()) {
                                return setKey(tx, id, key)
                                        .chain(() -> change(tx, id, asked, shows))
                                        .map(changed -> new Registration(changed, key));
                            }
                            if (isAsAsked(known, asked, shows)) {
                                return Uni.createFrom().item(new Registration(known, null));
                            }
                            known.revision().require(ifMatch);
                            return change(tx, id, asked, shows)
                                    .map(changed -> new Registration(changed, null));
                        });
    }

    private static void requireSameKind(Source known, Description asked) {
        if (known.kind() != asked.kind()) {
            throw new ProblemException(
                    IdentityProblem.SOURCE_KIND_FIXED,
                    "it is " + known.kind() + "; register another source for " + asked.kind());
        }
    }

    private static boolean isAsAsked(Source known, Description asked, List<Shown> shows) {
        return known.name().equals(asked.name())
                && Objects.equals(known.consentFirst(), asked.consentFirst())
                && known.shows().equals(shows)
                && known.origins().equals(asked.origins());
    }

    private Uni<Source> change(SqlConnection tx, String id, Description asked, List<Shown> shows) {
        return tx.preparedQuery(
                        """
                        update source set kind = $2, name = $3, consent_first = $4, shows = $5,
                                          origins = $6, ended = false, version = version + 1
                        where id = $1 returning *
                        """)
                .execute(fields(id, asked, shows))
                .map(rows -> source(rows.iterator().next()))
                .call(changed -> tell(tx, changed, false));
    }

    /**
     * Its keys end with it.
     *
     * @param activities of the policy, that name it
     * @throws ProblemException NOT_FOUND, PRECONDITION_FAILED, IF_MATCH_NEEDED, SOURCE_IN_USE
     */
    Uni<Void> end(String id, String ifMatch, List<String> activities) {
        return pool.withTransaction(
                tx ->
                        locked(tx, id)
                                .map(SourceRegister::required)
                                .invoke(known -> known.revision().require(ifMatch))
                                .chain(() -> bearers(tx, id))
                                .invoke(bearers -> requireFree(activities, bearers))
                                .chain(() -> deleteFormerKeys(tx, id))
                                .chain(() -> end(tx, id))
                                .chain(ended -> tell(tx, ended, true)));
    }

    /** What else of this service rests on it. */
    private static Uni<List<String>> bearers(SqlConnection tx, String id) {
        return tx.preparedQuery(
                        """
                        select 'its hook' from hook where source = $1
                        union all select 'its topic' from source_topic where source = $1
                        """)
                .execute(Tuple.of(id))
                .map(
                        rows -> {
                            List<String> found = new ArrayList<>();
                            rows.forEach(row -> found.add(row.getString(0)));
                            return found;
                        });
    }

    private static void requireFree(List<String> activities, List<String> bearers) {
        List<String> by = new ArrayList<>();
        activities.forEach(activity -> by.add("the activity '" + activity + "'"));
        by.addAll(bearers);
        if (!by.isEmpty()) {
            throw new ProblemException(
                    IdentityProblem.SOURCE_IN_USE, "first end " + String.join(", ", by));
        }
    }

    private static Uni<Void> deleteFormerKeys(SqlConnection tx, String id) {
        return tx.preparedQuery("delete from write_key_before where source = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    private static Uni<Source> end(SqlConnection tx, String id) {
        return tx.preparedQuery(
                        """
                        update source set ended = true, key_hash = $2, version = version + 1
                        where id = $1 returning *
                        """)
                .execute(Tuple.of(id, WriteKey.random().hash()))
                .map(rows -> source(rows.iterator().next()));
    }

    private Uni<Void> tell(SqlConnection tx, Source source, boolean ended) {
        return outbox.append(
                tx,
                List.of(
                        new OutboxRow(
                                Topic.IDENTITY_SOURCES,
                                source.id(),
                                source.version(),
                                ended ? "source.ended.v1" : "source.registered.v1",
                                Json.bytes(source.told(ended)))));
    }

    private static Uni<Optional<Stored>> locked(SqlClient tx, String id) {
        return tx.preparedQuery("select * from source where id = $1 for update")
                .execute(Tuple.of(id))
                .map(
                        rows ->
                                first(rows)
                                        .map(
                                                row ->
                                                        new Stored(
                                                                source(row),
                                                                row.getBoolean("ended"))));
    }

    private static Source required(Optional<Stored> found) {
        return found.filter(stored -> !stored.ended())
                .map(Stored::source)
                .orElseThrow(SourceRegister::unknown);
    }

    static ProblemException unknown() {
        return new ProblemException(
                CommonProblem.NOT_FOUND, "no source is registered under this id");
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }

    private static Source source(Row row) {
        return new Source(
                row.getString("id"),
                SourceKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getBoolean("consent_first"),
                List.of(Json.parse(row.getString("shows").getBytes(UTF_8), Shown[].class)),
                Arrays.asList(row.getArrayOfStrings("origins")),
                row.getLong("version"),
                row.getOffsetDateTime("registered_at").toInstant());
    }

    private static Keyed keyed(Row row) {
        OffsetDateTime until = row.getOffsetDateTime("until");
        return new Keyed(source(row), until == null ? null : until.toInstant());
    }

    /** As exactly as PostgreSQL keeps it. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
