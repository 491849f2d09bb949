package org.purposecdp.activation.view;

import java.util.ArrayList;
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
            insert into viewed_profile (profile_id, subject_version, policy_version, ended, partial)
            select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::boolean[], $5::boolean[])
            on conflict (profile_id) do update
            set subject_version = excluded.subject_version,
                policy_version = excluded.policy_version, ended = excluded.ended,
                partial = excluded.partial
            where viewed_profile.subject_version <= excluded.subject_version
            returning profile_id
            """;

    private static final String VIEWS =
            """
            insert into view (profile_id, purpose, body)
            select * from unnest($1::text[], $2::text[], $3::text[])
            on conflict (profile_id, purpose) do update set body = excluded.body
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
     * Writes the last word on each profile, in id order.
     *
     * @return the profiles for which nothing newer is stored already
     */
    public Uni<Set<String>> write(SqlConnection tx, Collection<ProfileChange> changes) {
        TreeMap<String, ProfileChange> newest = new TreeMap<>();
        changes.forEach(change -> newest.merge(change.profileId(), change, Views::later));
        List<ProfileChange> rows = List.copyOf(newest.values());
        return tx.preparedQuery(PROFILES)
                .execute(
                        Tuple.of(
                                rows.stream().map(ProfileChange::profileId).toArray(String[]::new),
                                rows.stream()
                                        .map(ProfileChange::subjectVersion)
                                        .toArray(Long[]::new),
                                rows.stream()
                                        .map(ProfileChange::policyVersion)
                                        .toArray(Long[]::new),
                                rows.stream().map(ProfileChange::ended).toArray(Boolean[]::new),
                                rows.stream().map(ProfileChange::more).toArray(Boolean[]::new)))
                .map(Views::ids)
                .call(taken -> writeViews(tx, rows, taken));
    }

    /** Of two changes of a profile, the later with the views that only the earlier carries. */
    static ProfileChange later(ProfileChange earlier, ProfileChange later) {
        if (later.subjectVersion() < earlier.subjectVersion()) {
            return earlier;
        }
        Map<String, View> views = new TreeMap<>(earlier.views());
        views.putAll(later.views());
        return new ProfileChange(
                later.profileId(),
                later.subjectVersion(),
                later.policyVersion(),
                later.ended(),
                later.more(),
                views,
                later.records());
    }

    private static Uni<Void> writeViews(
            SqlConnection tx, List<ProfileChange> changes, Set<String> taken) {
        List<String> ids = new ArrayList<>();
        List<String> purposes = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        changes.stream()
                .filter(change -> taken.contains(change.profileId()))
                .forEach(
                        change ->
                                new TreeMap<>(change.views())
                                        .forEach(
                                                (purpose, view) -> {
                                                    ids.add(change.profileId());
                                                    purposes.add(purpose);
                                                    bodies.add(new String(Json.bytes(view), UTF_8));
                                                }));
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(VIEWS)
                .execute(
                        Tuple.of(
                                ids.toArray(String[]::new),
                                purposes.toArray(String[]::new),
                                bodies.toArray(String[]::new)))
                .replaceWithVoid();
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
