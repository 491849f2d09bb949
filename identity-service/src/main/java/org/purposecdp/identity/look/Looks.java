package org.purposecdp.identity.look;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.identity.cluster.Node;
import org.purposecdp.identity.matching.Part;
import org.purposecdp.identity.node.KeptText;
import org.purposecdp.kit.retention.OldRows;
import org.purposecdp.kit.state.Lookout;
import org.purposecdp.kit.state.PolicyHolder;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Shows what may be seen, once it is stored that somebody looked. */
@ApplicationScoped
public class Looks {
    private static final Period KEPT = Period.ofMonths(13);

    private static final int MOST = 1_000;

    private final Pool pool;
    private final Supplier<Optional<Policy>> policies;

    @Inject
    Looks(Pool pool, PolicyHolder policies, Lookout lookout) {
        this(pool, () -> lookout.blind() ? Optional.empty() : policies.current());
    }

    Looks(Pool pool, Supplier<Optional<Policy>> policies) {
        this.pool = pool;
        this.policies = policies;
    }

    /** That somebody looked. */
    public record Look(
            Instant at,
            String who,
            String client,
            String whatFor,
            List<String> profiles,
            List<String> nodes) {}

    /**
     * @param whatFor the page, or the operation
     */
    public Uni<Seen> at(
            Viewer viewer, String whatFor, Collection<String> profileIds, Collection<Node> nodes) {
        List<String> ids = nodes.stream().map(Node::nodeId).distinct().sorted().toList();
        return record(viewer, whatFor, profileIds, ids)
                .chain(() -> ids.isEmpty() ? nobody(nodes) : seen(viewer, ids, nodes));
    }

    /** Of who was asked for, and perhaps found. */
    public Uni<Void> record(
            Viewer viewer,
            String whatFor,
            Collection<String> profileIds,
            Collection<String> nodeIds) {
        return pool.preparedQuery(
                        """
                        insert into look (who, client, what_for, profiles, nodes)
                        values ($1, $2, $3, $4, $5)
                        """)
                .execute(
                        Tuple.of(
                                viewer.who(),
                                viewer.client(),
                                whatFor,
                                profileIds.stream().distinct().sorted().toArray(String[]::new),
                                nodeIds.stream().distinct().sorted().toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static Uni<Seen> nobody(Collection<Node> nodes) {
        return Uni.createFrom().item(new Seen(nodes, Map.of(), Map.of()));
    }

    private Uni<Seen> seen(Viewer viewer, List<String> ids, Collection<Node> nodes) {
        Optional<Policy> policy = policies.get();
        if (policy.isEmpty()) {
            return nobody(nodes);
        }
        Sight sight = new Sight(policy.get(), viewer.client(), Instant.now());
        return pool.preparedQuery(
                        """
                        select n.id, n.said, n.said_at, s.profile_id from node n
                        left join subject_node h on h.node_id = n.id
                        left join subject s on s.profile_id = h.profile_id and not s.blocked
                        where n.id = any($1) and n.said is not null
                        """)
                .execute(Tuple.tuple().addValue(ids.toArray(String[]::new)))
                .chain(
                        rows -> {
                            Set<String> profiles = new HashSet<>();
                            rows.forEach(row -> profiles.add(row.getString(3)));
                            profiles.remove(null);
                            return subjects(profiles)
                                    .map(subjects -> seen(sight, nodes, rows, subjects));
                        });
    }

    private Uni<Map<String, Subject>> subjects(Set<String> profileIds) {
        return pool.preparedQuery("select profile_id, body from subject where profile_id = any($1)")
                .execute(Tuple.tuple().addValue(profileIds.toArray(String[]::new)))
                .map(
                        rows -> {
                            Map<String, Subject> subjects = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            subjects.put(
                                                    row.getString(0),
                                                    Json.parse(
                                                            row.getString(1).getBytes(UTF_8),
                                                            Subject.class)));
                            return subjects;
                        });
    }

    private static Seen seen(
            Sight sight,
            Collection<Node> nodes,
            Iterable<Row> rows,
            Map<String, Subject> subjects) {
        Map<String, Set<Part>> kept = new HashMap<>();
        Map<String, Set<Part>> shown = new HashMap<>();
        for (Row row : rows) {
            String nodeId = row.getString(0);
            Map<Part, Set<String>> names = KeptText.names(row.getString(1));
            OffsetDateTime saidAt = row.getOffsetDateTime(2);
            String profileId = row.getString(3);
            kept.put(nodeId, EnumSet.copyOf(names.keySet()));
            shown.put(
                    nodeId,
                    sight.shown(
                            profileId == null ? null : subjects.get(profileId),
                            nodeId,
                            names,
                            saidAt.toInstant()));
        }
        return new Seen(nodes, kept, shown);
    }

    /** The newest first. */
    Uni<List<Look>> of(String profileId) {
        return pool.preparedQuery(
                        """
                        select at, who, client, what_for, profiles, nodes from look
                        where profiles @> array[$1::text] order by at desc, id desc limit $2
                        """)
                .execute(Tuple.of(profileId, MOST))
                .map(
                        rows -> {
                            List<Look> looks = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            looks.add(
                                                    new Look(
                                                            row.getOffsetDateTime(0).toInstant(),
                                                            row.getString(1),
                                                            row.getString(2),
                                                            row.getString(3),
                                                            List.of(row.getArrayOfStrings(4)),
                                                            List.of(row.getArrayOfStrings(5)))));
                            return looks;
                        });
    }

    @Scheduled(every = "1h", delayed = "9m")
    Uni<Void> forgetOld() {
        return new OldRows(pool, "look", "at", KEPT).delete();
    }
}
