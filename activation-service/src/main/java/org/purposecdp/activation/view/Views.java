package org.purposecdp.activation.view;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.profile.View;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The stored views. */
@ApplicationScoped
public class Views {
    private static final String PROFILES =
            """
            insert into viewed_profile (profile_id, number, subject_version, policy_version, ended,
                partial)
            select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::boolean[],
                $6::boolean[])
            on conflict (profile_id) do update
            set number = excluded.number, subject_version = excluded.subject_version,
                policy_version = excluded.policy_version, ended = excluded.ended,
                partial = excluded.partial
            where viewed_profile.number <= excluded.number
            returning profile_id
            """;

    private static final String VIEWS =
            """
            insert into view (profile_id, purpose, number, body)
            select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[])
            on conflict (profile_id, purpose) do update
            set number = excluded.number, body = excluded.body
            where view.number <= excluded.number
            returning profile_id, purpose
            """;

    /** Until the last piece of a change is here its views are of no one Subject version. */
    private static final String READ =
            """
            select p.profile_id, case when p.partial then 0 else p.subject_version end, v.purpose,
                v.body
            from viewed_profile p left join view v
                on v.profile_id = p.profile_id and v.purpose = any($2)
            where p.profile_id = any($1)
            """;

    private static final String PAGE =
            """
            select profile_id, body from view
            where purpose = $1 and profile_id > $2 order by profile_id limit $3
            """;

    /** What is stored of one profile. */
    public record Copy(long subjectVersion, Map<String, View> views) {}

    /**
     * What was news.
     *
     * @param profiles of which nothing newer was stored already
     * @param ended those of them that have ended
     * @param views likewise
     */
    public record Taken(Set<String> profiles, List<String> ended, Map<Viewed, View> views) {}

    /** Writes the last word on each profile and each view, in the order of their ids. */
    public Uni<Taken> write(SqlConnection tx, Collection<ProfileChange> changes) {
        Latest latest = Latest.of(changes);
        List<ProfileChange> rows = latest.profiles();
        return tx.preparedQuery(PROFILES)
                .execute(
                        Tuple.of(
                                rows.stream().map(ProfileChange::profileId).toArray(String[]::new),
                                rows.stream().map(ProfileChange::number).toArray(Long[]::new),
                                rows.stream()
                                        .map(ProfileChange::subjectVersion)
                                        .toArray(Long[]::new),
                                rows.stream()
                                        .map(ProfileChange::policyVersion)
                                        .toArray(Long[]::new),
                                rows.stream().map(ProfileChange::ended).toArray(Boolean[]::new),
                                rows.stream().map(ProfileChange::more).toArray(Boolean[]::new)))
                .map(Views::ids)
                .chain(
                        taken ->
                                writeViews(tx, latest)
                                        .map(views -> new Taken(taken, ended(rows, taken), views)));
    }

    private static List<String> ended(List<ProfileChange> changes, Set<String> taken) {
        return changes.stream()
                .filter(ProfileChange::ended)
                .map(ProfileChange::profileId)
                .filter(taken::contains)
                .toList();
    }

    private static Uni<Map<Viewed, View>> writeViews(SqlConnection tx, Latest latest) {
        List<Latest.Numbered> rows = latest.views();
        if (rows.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return tx.preparedQuery(VIEWS)
                .execute(
                        Tuple.of(
                                rows.stream()
                                        .map(row -> row.of().profileId())
                                        .toArray(String[]::new),
                                rows.stream().map(row -> row.of().purpose()).toArray(String[]::new),
                                rows.stream().map(Latest.Numbered::number).toArray(Long[]::new),
                                rows.stream()
                                        .map(row -> new String(Json.bytes(row.view()), UTF_8))
                                        .toArray(String[]::new)))
                .map(
                        written -> {
                            Map<Viewed, View> views = new TreeMap<>();
                            for (Row row : written) {
                                Viewed of = new Viewed(row.getString(0), row.getString(1));
                                views.put(of, latest.view(of));
                            }
                            return views;
                        });
    }

    private static Set<String> ids(RowSet<Row> rows) {
        Set<String> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.getString(0)));
        return ids;
    }

    /** profileId → what is stored, in one snapshot. */
    public Uni<Map<String, Copy>> read(
            SqlConnection tx, Set<String> profileIds, Set<String> purposes) {
        return tx.preparedQuery(READ)
                .execute(
                        Tuple.of(
                                profileIds.toArray(String[]::new), purposes.toArray(String[]::new)))
                .map(Views::copies);
    }

    private static Map<String, Copy> copies(RowSet<Row> rows) {
        Map<String, Copy> copies = new HashMap<>();
        for (Row row : rows) {
            Copy copy =
                    copies.computeIfAbsent(
                            row.getString(0), id -> new Copy(row.getLong(1), new HashMap<>()));
            if (row.getString(2) != null) {
                copy.views().put(row.getString(2), view(row.getString(3)));
            }
        }
        return copies;
    }

    /** Views of one purpose, in profile order. */
    public Uni<TreeMap<String, View>> page(
            SqlConnection tx, String purpose, String after, int limit) {
        return tx.preparedQuery(PAGE)
                .execute(Tuple.of(purpose, after, limit))
                .map(
                        rows -> {
                            TreeMap<String, View> views = new TreeMap<>();
                            rows.forEach(
                                    row -> views.put(row.getString(0), view(row.getString(1))));
                            return views;
                        });
    }

    private static View view(String json) {
        return Json.parse(json.getBytes(UTF_8), View.class);
    }
}
