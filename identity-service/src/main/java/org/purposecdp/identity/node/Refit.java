package org.purposecdp.identity.node;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.cluster.Kept;
import org.purposecdp.identity.cluster.Node;

import static org.purposecdp.identity.node.Columns.column;
import static org.purposecdp.identity.node.Columns.each;

/**
 * Keeps other match fields of known nodes, or none. They are then found by what is left, as if they
 * had come with it; a barred one by nothing.
 */
final class Refit {
    private final Resolver resolver;
    private final ComponentTable nodes;
    private final KeyTable keys;

    Refit(Resolver resolver) {
        this.resolver = resolver;
        this.nodes = resolver.componentTable();
        this.keys = resolver.keyTable();
    }

    /**
     * A node as it was and is to be.
     *
     * @param after with what is kept of it
     */
    private record Change(Node before, Node after, Bar bar, boolean due) {
        /** Else it is found by what it was. */
        boolean matters() {
            return due || !after.person().equals(before.person());
        }

        boolean found() {
            return bar == null && !after.person().isEmpty();
        }
    }

    /**
     * @return the marks that it was cut by, by nodeId
     */
    Uni<Map<String, Long>> run(SqlConnection tx, Set<String> nodeIds, Resolver.Fitting fitting) {
        return resolver.bars()
                .marks(tx, nodeIds)
                .chain(
                        marks -> {
                            Map<String, Long> cut = new HashMap<>();
                            marks.forEach((id, mark) -> cut.put(id, mark.change()));
                            return changes(tx, nodeIds, marks, fitting)
                                    .chain(changes -> apply(tx, changes))
                                    .replaceWith(cut);
                        });
    }

    private Uni<List<Change>> changes(
            SqlConnection tx,
            Set<String> nodeIds,
            Map<String, BarTable.Marked> marks,
            Resolver.Fitting fitting) {
        return nodes.byId(tx, nodeIds)
                .chain(
                        stored ->
                                tx.preparedQuery(
                                                """
                                                select id, said, said_at, kept_until from node
                                                where id = any($1)
                                                """)
                                        .execute(
                                                Tuple.tuple()
                                                        .addValue(nodeIds.toArray(String[]::new)))
                                        .map(
                                                rows -> {
                                                    Map<String, Kept> kept = new HashMap<>();
                                                    rows.forEach(
                                                            row ->
                                                                    kept.put(
                                                                            row.getString(0),
                                                                            KeptText.read(row)));
                                                    return stored.stream()
                                                            .map(StoredNode::node)
                                                            .map(
                                                                    node ->
                                                                            change(
                                                                                    node,
                                                                                    kept.get(
                                                                                            node
                                                                                                    .nodeId()),
                                                                                    marks,
                                                                                    fitting))
                                                            .toList();
                                                }));
    }

    private static Change change(
            Node node, Kept kept, Map<String, BarTable.Marked> marks, Resolver.Fitting fitting) {
        BarTable.Marked mark = marks.get(node.nodeId());
        Bar bar = mark == null ? null : mark.bar();
        Coverage.Fields fields =
                bar != null && bar.erases()
                        ? Coverage.Fields.NONE
                        : fitting.of(node, new Coverage.Fields(node.person(), kept));
        return new Change(
                node, node.saying(fields.person(), fields.kept()), bar, mark != null && mark.due());
    }

    private Uni<Void> apply(SqlConnection tx, List<Change> all) {
        List<Change> changes = all.stream().filter(Change::matters).toList();
        return keep(tx, all)
                .chain(
                        () ->
                                changes.isEmpty()
                                        ? Uni.createFrom().<Void>nullItem()
                                        : cut(tx, changes));
    }

    private Uni<Void> cut(SqlConnection tx, List<Change> changes) {
        Set<String> ids = new HashSet<>();
        changes.forEach(change -> ids.add(change.before().nodeId()));
        List<Node> before = changes.stream().map(Change::before).toList();
        return resolver.models()
                .inForce(tx)
                .chain(stored -> resolver.matching(tx, stored.model()))
                .chain(
                        by ->
                                resolver.workers()
                                        .run(() -> Resolver.keys(before, by))
                                        .chain(old -> cut(tx, ids, changes, old, by))
                                        .chain(() -> resolver.noLongerGeneric(tx, before, by)));
    }

    private Uni<Void> cut(
            SqlConnection tx, Set<String> ids, List<Change> changes, Set<Long> old, Matching by) {
        return unlink(tx, ids, old)
                .chain(() -> resolver.crowding().thinned(tx, old, by))
                .chain(thin -> link(tx, ids, changes, thin, by))
                .chain(now -> resolver.recut(tx, now))
                .chain(() -> resolver.links().openOrClose(tx, ids));
    }

    private Uni<Void> unlink(SqlConnection tx, Set<String> ids, Set<Long> old) {
        return tx.preparedQuery(
                        """
                        delete from node_key k using node n
                        where k.key = any($1) and n.id = any($2) and k.node = n.no
                        """)
                .execute(Tuple.of(old.toArray(Long[]::new), ids.toArray(String[]::new)))
                .chain(
                        () ->
                                each(
                                        tx,
                                        "delete from link where one = any($1) or other = any($1)",
                                        ids));
    }

    /** Whoever was weighed before, and is taken in after, meets them as if they had come since. */
    private static Uni<Map<String, Long>> renumber(SqlConnection tx, Set<String> ids) {
        return tx.preparedQuery("update node set no = default where id = any($1) returning id, no")
                .execute(Tuple.tuple().addValue(ids.toArray(String[]::new)))
                .map(
                        rows -> {
                            Map<String, Long> numbers = new HashMap<>();
                            rows.forEach(row -> numbers.put(row.getString(0), row.getLong(1)));
                            return numbers;
                        });
    }

    private static Uni<Void> keep(SqlConnection tx, List<Change> changes) {
        List<Node> after = changes.stream().map(Change::after).toList();
        return tx.preparedQuery(
                        """
                        update node set person = new.person, said = new.said, said_at = new.said_at,
                                        kept_until = new.kept_until
                        from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[],
                                    $5::timestamptz[])
                             as new (id, person, said, said_at, kept_until)
                        where node.id = new.id
                        """)
                .execute(
                        Tuple.of(
                                column(after, Node::nodeId),
                                column(after, node -> PersonText.write(node.person())),
                                column(after, node -> KeptText.write(node.kept())),
                                after.stream()
                                        .map(node -> KeptText.at(node.kept()))
                                        .toArray(OffsetDateTime[]::new),
                                after.stream()
                                        .map(node -> KeptText.until(node.kept()))
                                        .toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    /**
     * @param thin components that are to be cut again as well
     * @return all that are
     */
    private Uni<Set<String>> link(
            SqlConnection tx,
            Set<String> ids,
            List<Change> changes,
            Set<String> thin,
            Matching by) {
        List<Change> found = changes.stream().filter(Change::found).toList();
        return resolver.workers()
                .run(() -> keys(found, by))
                .chain(own -> unweighed(tx, found, own, by))
                .chain(
                        unweighed ->
                                keys.met(
                                                tx,
                                                unweighed.stream()
                                                        .map(one -> one.open(one.crowded()))
                                                        .toList(),
                                                0,
                                                Long.MAX_VALUE)
                                        .chain(
                                                met ->
                                                        link(
                                                                tx, ids, found, unweighed, met,
                                                                thin, by)));
    }

    private static List<Set<Long>> keys(List<Change> found, Matching by) {
        return found.stream()
                .map(change -> by.blocking().keys(change.after().person()).keys())
                .toList();
    }

    private Uni<List<Newcomer>> unweighed(
            SqlConnection tx, List<Change> found, List<Set<Long>> own, Matching by) {
        Set<Long> asked = new HashSet<>();
        own.forEach(asked::addAll);
        return keys.crowded(tx, asked).map(crowded -> newcomers(found, own, crowded, by));
    }

    private static List<Newcomer> newcomers(
            List<Change> found, List<Set<Long>> own, Set<Long> crowded, Matching by) {
        List<Newcomer> newcomers = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            newcomers.add(Newcomer.of(found.get(i).after(), by, 0, own.get(i), crowded));
        }
        return newcomers;
    }

    private Uni<Set<String>> link(
            SqlConnection tx,
            Set<String> ids,
            List<Change> found,
            List<Newcomer> unweighed,
            Map<Integer, List<Candidate>> met,
            Set<String> thin,
            Matching by) {
        Set<Long> crowded = new HashSet<>();
        unweighed.forEach(one -> crowded.addAll(one.crowded()));
        return resolver.workers()
                .run(() -> weighed(unweighed, met))
                .chain(
                        weighed ->
                                resolver.crowding()
                                        .by(tx, weighed.newcomers(), crowded, by)
                                        .chain(
                                                crowd ->
                                                        link(
                                                                tx, ids, found, weighed, crowd,
                                                                thin, by)));
    }

    private static Found weighed(List<Newcomer> unweighed, Map<Integer, List<Candidate>> met) {
        List<Newcomer> newcomers = new ArrayList<>();
        Map<String, String> components = new HashMap<>();
        for (int i = 0; i < unweighed.size(); i++) {
            List<Candidate> some = met.getOrDefault(i, List.of());
            some.forEach(one -> components.put(one.nodeId(), one.component()));
            newcomers.add(unweighed.get(i).with(some));
        }
        return new Found(
                newcomers, components, Map.of(), Set.of(), Set.of(), Map.of(), Map.of(), List.of());
    }

    private Uni<Set<String>> link(
            SqlConnection tx,
            Set<String> ids,
            List<Change> found,
            Found weighed,
            Crowding.Crowd crowd,
            Set<String> thin,
            Matching by) {
        return Uni.combine()
                .all()
                .unis(
                        nodes.componentsOf(tx, ids),
                        resolver.workers().run(() -> Met.of(weighed, crowd.keys(), by.scorer())))
                .asTuple()
                .chain(
                        both -> {
                            Map<String, String> placed = both.getItem1();
                            Met linked = both.getItem2();
                            Set<String> known = new HashSet<>(thin);
                            known.addAll(crowd.components());
                            known.addAll(placed.values());
                            known.addAll(linked.components());
                            return store(tx, found, weighed.newcomers(), linked, placed, known, by);
                        });
    }

    private Uni<Set<String>> store(
            SqlConnection tx,
            List<Change> found,
            List<Newcomer> newcomers,
            Met met,
            Map<String, String> placed,
            Set<String> known,
            Matching by) {
        Components together = new Components(Map.of());
        placed.forEach(together::join);
        met.connect(together);
        // The names of components are those of some of their nodes.
        Map<String, String> now = new HashMap<>();
        known.forEach(component -> now.put(component, together.of(component)));
        return renumber(tx, placed.keySet())
                .chain(
                        numbers ->
                                keys.insert(
                                        tx,
                                        numbered(found, numbers, placed),
                                        newcomers.stream().map(Newcomer::keys).toList()))
                .chain(
                        () ->
                                resolver.links()
                                        .insert(tx, met.links(), by.modelVersion(), link -> true))
                .chain(() -> nodes.mergeComponents(tx, known, together))
                .replaceWith(new HashSet<>(now.values()));
    }

    private static List<NumberedNode> numbered(
            List<Change> found, Map<String, Long> numbers, Map<String, String> placed) {
        List<NumberedNode> numbered = new ArrayList<>();
        for (Change change : found) {
            String id = change.after().nodeId();
            numbered.add(
                    new NumberedNode(
                            numbers.get(id),
                            new StoredNode(change.after(), null, placed.get(id), Set.of())));
        }
        return numbered;
    }
}
