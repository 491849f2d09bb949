package org.purposecdp.identity.hook;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.identity.source.Revision;
import org.purposecdp.kit.secret.Sealed;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The hooks on file; their secrets are sealed under a key of the service's. */
@ApplicationScoped
class HookTable {
    /** How long the secret before the last one holds: its owner changes it in two places. */
    private static final Duration OVERLAP = Duration.ofHours(24);

    private final Pool pool;
    private final Sealed sealed;

    HookTable(Pool pool, Pseudonyms pseudonyms) {
        this.pool = pool;
        this.sealed = new Sealed(pseudonyms.derived("hook secrets"));
    }

    /**
     * @param secrets that hold now, the newest first
     */
    record Stored(Hook hook, List<HookSecret> secrets, Revision revision) {}

    Uni<Optional<Stored>> of(String source) {
        return pool.preparedQuery("select * from hook where source = $1")
                .execute(Tuple.of(source))
                .map(rows -> stored(source, rows));
    }

    /** False when there is one. */
    Uni<Boolean> create(String source, Hook hook, HookSecret secret) {
        return pool.preparedQuery(
                        """
                        insert into hook (source, description, secret, version)
                        values ($1, $2, $3, 1) on conflict do nothing
                        """)
                .execute(Tuple.of(source, text(hook), seal(source, secret)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** False when it is another version by now. */
    Uni<Boolean> change(String source, Hook hook, Revision revision) {
        return pool.preparedQuery(
                        """
                        update hook set description = $2, version = version + 1
                        where source = $1 and version = $3
                        """)
                .execute(Tuple.of(source, text(hook), revision.number()))
                .map(rows -> rows.rowCount() == 1);
    }

    /**
     * The one before holds for a while yet; the same once more changes nothing.
     *
     * @param now the secret that was read
     * @return until when the one before holds; null where there is none
     */
    Uni<OffsetDateTime> renew(String source, HookSecret secret, HookSecret now) {
        if (secret.equals(now)) {
            return pool.preparedQuery("select previous_until from hook where source = $1")
                    .execute(Tuple.of(source))
                    .map(rows -> rows.iterator().next().getOffsetDateTime(0));
        }
        OffsetDateTime until =
                OffsetDateTime.now(ZoneOffset.UTC).plus(OVERLAP).truncatedTo(ChronoUnit.SECONDS);
        return pool.preparedQuery(
                        """
                        update hook set previous_secret = secret, previous_until = $3, secret = $2
                        where source = $1
                        """)
                .execute(Tuple.of(source, seal(source, secret), until))
                .replaceWith(until);
    }

    Uni<Void> end(String source) {
        return pool.preparedQuery("delete from hook where source = $1")
                .execute(Tuple.of(source))
                .replaceWithVoid();
    }

    private Optional<Stored> stored(String source, RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        List<HookSecret> secrets = new ArrayList<>();
        secrets.add(open(source, row.getBuffer("secret").getBytes()));
        OffsetDateTime until = row.getOffsetDateTime("previous_until");
        if (until != null && until.isAfter(OffsetDateTime.now(ZoneOffset.UTC))) {
            secrets.add(open(source, row.getBuffer("previous_secret").getBytes()));
        }
        Hook hook = Json.parse(row.getString("description").getBytes(UTF_8), Hook.class);
        return Optional.of(new Stored(hook, secrets, new Revision(row.getLong("version"))));
    }

    private static String text(Hook hook) {
        return new String(Json.bytes(hook), UTF_8);
    }

    private Buffer seal(String source, HookSecret secret) {
        return Buffer.buffer(sealed.seal(secret.key(), source));
    }

    private HookSecret open(String source, byte[] secret) {
        return new HookSecret(new String(sealed.open(secret, source), UTF_8));
    }
}
