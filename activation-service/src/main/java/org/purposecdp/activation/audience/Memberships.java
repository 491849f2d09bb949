package org.purposecdp.activation.audience;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.profile.View;

/** Who is in which audience, and how often they have come in. */
@ApplicationScoped
public class Memberships {
    private static final String ENTER =
            """
            insert into membership (audience, profile_id, member, entries, node_id)
            select audience, profile_id, true, 1, node_id
            from unnest($1::text[], $2::text[], $3::text[]) as new (audience, profile_id, node_id)
            on conflict (audience, profile_id) do update
            set member = true, entries = membership.entries + 1, node_id = excluded.node_id
            where not membership.member
            returning audience, profile_id, node_id, entries
            """;

    private static final String LEAVE =
            """
            update membership m set member = false
            from unnest($1::text[], $2::text[]) as gone (audience, profile_id)
            where m.audience = gone.audience and m.profile_id = gone.profile_id and m.member
            """;

    private static final String END =
            "update membership set member = false where profile_id = any($1) and member";

    private static final String MEMBERS =
            """
            select audience, profile_id, node_id, entries from membership
            where audience = $1 and member and profile_id > $2 order by profile_id limit $3
            """;

    /** Whether a profile is in an audience now. */
    public record Standing(String audience, String profileId, String nodeId, boolean member) {
        public static Standing of(String audience, Rule rule, String profileId, View view) {
            return new Standing(audience, profileId, lead(profileId, view), rule.matches(view));
        }
    }

    /** Someone has come in, for the how manieth time. */
    public record Entry(String audience, String profileId, String nodeId, int number) {}

    /** The node that the profile is named after where it contributes, else the least that does. */
    private static String lead(String profileId, View view) {
        return view.nodes().isEmpty() || view.nodes().containsKey(profileId)
                ? profileId
                : new TreeSet<>(view.nodes().keySet()).first();
    }

    /**
     * @param standings at most one for each audience and profile
     * @return those who were not in before
     */
    public Uni<List<Entry>> write(SqlConnection tx, List<Standing> standings) {
        List<Standing> in = sorted(standings, true);
        List<Standing> out = sorted(standings, false);
        return leave(tx, out).chain(() -> enter(tx, in));
    }

    private static List<Standing> sorted(List<Standing> standings, boolean member) {
        return standings.stream()
                .filter(standing -> standing.member() == member)
                .sorted(Comparator.comparing(Standing::profileId).thenComparing(Standing::audience))
                .toList();
    }

    private static Uni<Void> leave(SqlConnection tx, List<Standing> out) {
        if (out.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(LEAVE)
                .execute(Tuple.of(audiences(out), profiles(out)))
                .replaceWithVoid();
    }

    private static Uni<List<Entry>> enter(SqlConnection tx, List<Standing> in) {
        if (in.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return tx.preparedQuery(ENTER)
                .execute(
                        Tuple.of(
                                audiences(in),
                                profiles(in),
                                in.stream().map(Standing::nodeId).toArray(String[]::new)))
                .map(Memberships::entries);
    }

    public Uni<Void> end(SqlConnection tx, List<String> profileIds) {
        if (profileIds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(END)
                .execute(Tuple.tuple().addValue(profileIds.toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Members now, in profile order. */
    public Uni<List<Entry>> members(SqlConnection tx, String audience, String after, int limit) {
        return tx.preparedQuery(MEMBERS)
                .execute(Tuple.of(audience, after, limit))
                .map(Memberships::entries);
    }

    private static String[] audiences(List<Standing> standings) {
        return standings.stream().map(Standing::audience).toArray(String[]::new);
    }

    private static String[] profiles(List<Standing> standings) {
        return standings.stream().map(Standing::profileId).toArray(String[]::new);
    }

    private static List<Entry> entries(RowSet<Row> rows) {
        List<Entry> entries = new ArrayList<>();
        for (Row row : rows) {
            entries.add(
                    new Entry(
                            row.getString(0),
                            row.getString(1),
                            row.getString(2),
                            row.getInteger(3)));
        }
        return entries;
    }
}
