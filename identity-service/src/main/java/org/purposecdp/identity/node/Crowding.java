package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.matching.Link;

/**
 * Keys that more nodes bear than can be compared with one another: a shop's thousand guests all
 * called Guest Customer. The model's list knows those that were common when it was learnt; these
 * are the others. Nobody meets under such a key, whoever came first: links that rest on it alone
 * are dropped when it is crowded, and found again when it no longer is.
 */
final class Crowding {
    private final int most;
    private final KeyTable keys;
    private final LinkTable links;
    private final ComponentTable nodes;

    /**
     * @param most nodes that bear a key under which they meet
     */
    Crowding(int most, KeyTable keys, LinkTable links, ComponentTable nodes) {
        this.most = most;
        this.keys = keys;
        this.links = links;
        this.nodes = nodes;
    }

    int most() {
        return most;
    }

    /**
     * @param keys crowded ones of the new nodes
     * @param components in which links were dropped
     */
    record Crowd(Set<Long> keys, Set<String> components) {}

    /**
     * What the new nodes crowd.
     *
     * @param crowded those of their keys that are so already
     */
    Uni<Crowd> by(
            SqlConnection tx, List<Newcomer> newcomers, Set<Long> crowded, Matching matching) {
        Map<Long, Integer> more = new HashMap<>();
        newcomers.forEach(one -> one.keys().forEach(key -> more.merge(key, 1, Integer::sum)));
        Set<Long> maybe = new HashSet<>();
        for (Newcomer one : newcomers) {
            // Under no single key more than under all together.
            for (long key : one.keys()) {
                if (one.met() + more.get(key) > most && !crowded.contains(key)) {
                    maybe.add(key);
                }
            }
        }
        Crowd known = new Crowd(crowded, Set.of());
        if (maybe.isEmpty()) {
            return Uni.createFrom().item(known);
        }
        return keys.counts(tx, maybe)
                .chain(
                        counts -> {
                            maybe.removeIf(
                                    key -> counts.getOrDefault(key, 0) + more.get(key) <= most);
                            return maybe.isEmpty()
                                    ? Uni.createFrom().item(known)
                                    : crowd(tx, maybe, matching)
                                            .map(
                                                    components -> {
                                                        Set<Long> all = new HashSet<>(maybe);
                                                        all.addAll(crowded);
                                                        return new Crowd(all, components);
                                                    });
                        });
    }

    private Uni<Set<String>> crowd(SqlConnection tx, Set<Long> turned, Matching matching) {
        return keys.crowd(tx, turned)
                .chain(() -> keys.bearers(tx, turned))
                .chain(
                        bearers -> {
                            Map<String, Candidate> byId = new HashMap<>();
                            bearers.forEach(one -> byId.put(one.nodeId(), one));
                            Map<String, Set<Long>> borne = borne(bearers, matching);
                            return Uni.combine()
                                    .all()
                                    .unis(
                                            keys.crowded(tx, all(borne.values())),
                                            links.among(tx, byId.keySet()))
                                    .asTuple()
                                    .chain(
                                            found -> {
                                                List<Link> dropped =
                                                        found.getItem2().stream()
                                                                .filter(
                                                                        link ->
                                                                                !meet(
                                                                                        borne.get(
                                                                                                link
                                                                                                        .one()),
                                                                                        borne.get(
                                                                                                link
                                                                                                        .other()),
                                                                                        found
                                                                                                .getItem1()))
                                                                .toList();
                                                Set<String> components = new HashSet<>();
                                                dropped.forEach(
                                                        link ->
                                                                components.add(
                                                                        byId.get(link.one())
                                                                                .component()));
                                                return links.delete(tx, dropped)
                                                        .replaceWith(components);
                                            });
                        });
    }

    /**
     * Keys that are crowded no more bring their bearers together again.
     *
     * @param touched keys that fewer bear now
     * @return components that are to be cut again
     */
    Uni<Set<String>> thinned(SqlConnection tx, Set<Long> touched, Matching matching) {
        return keys.crowded(tx, touched)
                .chain(
                        crowded ->
                                crowded.isEmpty()
                                        ? Uni.createFrom().item(Set.<String>of())
                                        : keys.counts(tx, crowded)
                                                .chain(
                                                        counts -> {
                                                            Set<Long> thin = new HashSet<>(crowded);
                                                            thin.removeIf(
                                                                    key ->
                                                                            counts.getOrDefault(
                                                                                            key, 0)
                                                                                    > most);
                                                            return thin.isEmpty()
                                                                    ? Uni.createFrom()
                                                                            .item(Set.<String>of())
                                                                    : uncrowd(tx, thin, matching);
                                                        }));
    }

    private Uni<Set<String>> uncrowd(SqlConnection tx, Set<Long> thin, Matching matching) {
        return keys.uncrowd(tx, thin)
                .chain(() -> keys.bearers(tx, thin))
                .chain(
                        bearers -> {
                            Components together = new Components(Map.of());
                            Set<String> known = new HashSet<>();
                            Map<String, Set<Long>> borne = borne(bearers, matching);
                            borne.values().forEach(own -> own.retainAll(thin));
                            List<Link> found = links(bearers, borne, matching, together, known);
                            Set<String> now = new HashSet<>();
                            known.forEach(component -> now.add(together.of(component)));
                            return links.insert(tx, found, matching.modelVersion(), link -> true)
                                    .chain(() -> links.openOrClose(tx, borne.keySet()))
                                    .chain(() -> nodes.mergeComponents(tx, known, together))
                                    .replaceWith(now);
                        });
    }

    private static List<Link> links(
            List<Candidate> bearers,
            Map<String, Set<Long>> borne,
            Matching matching,
            Components together,
            Set<String> known) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < bearers.size(); i++) {
            Candidate one = bearers.get(i);
            known.add(one.component());
            for (Candidate other : bearers.subList(0, i)) {
                if (!meet(borne.get(one.nodeId()), borne.get(other.nodeId()), Set.of())) {
                    continue;
                }
                int weight = matching.scorer().score(one.person(), other.person());
                if (weight >= matching.model().thresholds().possible()) {
                    links.add(Link.of(one.nodeId(), other.nodeId(), weight));
                }
                if (weight >= matching.model().thresholds().match()) {
                    together.join(one.component(), other.component());
                }
            }
        }
        return links;
    }

    /** Under a key that is not crowded. */
    static boolean meet(Set<Long> one, Set<Long> other, Set<Long> crowded) {
        return one.stream().anyMatch(key -> other.contains(key) && !crowded.contains(key));
    }

    private static Map<String, Set<Long>> borne(List<Candidate> bearers, Matching matching) {
        Map<String, Set<Long>> borne = new HashMap<>();
        bearers.forEach(
                one ->
                        borne.put(
                                one.nodeId(),
                                new HashSet<>(matching.blocking().keys(one.person()).keys())));
        return borne;
    }

    private static Set<Long> all(Collection<Set<Long>> sets) {
        Set<Long> all = new HashSet<>();
        sets.forEach(all::addAll);
        return all;
    }
}
