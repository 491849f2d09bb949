package org.purposecdp.identity.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.identity.cluster.Components;
import org.purposecdp.identity.matching.Link;
import org.purposecdp.kit.work.Workers;

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
    private final Workers workers;

    /**
     * @param most nodes that bear a key under which they meet
     */
    Crowding(int most, KeyTable keys, LinkTable links, ComponentTable nodes, Workers workers) {
        this.most = most;
        this.keys = keys;
        this.links = links;
        this.nodes = nodes;
        this.workers = workers;
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
                        bearers ->
                                workers.run(() -> borne(bearers, matching))
                                        .chain(borne -> drop(tx, bearers, borne)));
    }

    private Uni<Set<String>> drop(
            SqlConnection tx, List<Candidate> bearers, Map<String, Set<Long>> borne) {
        return Uni.combine()
                .all()
                .unis(keys.crowded(tx, all(borne.values())), links.among(tx, borne.keySet()))
                .asTuple()
                .chain(found -> workers.run(() -> apart(found.getItem2(), borne, found.getItem1())))
                .chain(
                        dropped ->
                                links.delete(tx, dropped)
                                        .replaceWith(components(bearers, dropped)));
    }

    /** Of these links those whose ends meet no more. */
    private static List<Link> apart(
            List<Link> among, Map<String, Set<Long>> borne, Set<Long> crowded) {
        return among.stream()
                .filter(link -> !meet(borne.get(link.one()), borne.get(link.other()), crowded))
                .toList();
    }

    private static Set<String> components(List<Candidate> bearers, List<Link> links) {
        Map<String, String> byId = new HashMap<>();
        bearers.forEach(one -> byId.put(one.nodeId(), one.component()));
        return links.stream().map(link -> byId.get(link.one())).collect(Collectors.toSet());
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
                .chain(bearers -> workers.run(() -> Again.of(bearers, thin, matching)))
                .chain(
                        again ->
                                links.insert(
                                                tx,
                                                again.links(),
                                                matching.modelVersion(),
                                                link -> true)
                                        .chain(() -> links.openOrClose(tx, again.ids()))
                                        .chain(
                                                () ->
                                                        nodes.mergeComponents(
                                                                tx,
                                                                again.known(),
                                                                again.together()))
                                        .replaceWith(again.components()));
    }

    /**
     * Who meet again.
     *
     * @param ids of their nodes
     * @param known components that they were in
     */
    private record Again(
            Set<String> ids, List<Link> links, Set<String> known, Components together) {
        static Again of(List<Candidate> bearers, Set<Long> thin, Matching matching) {
            Map<String, Set<Long>> borne = borne(bearers, matching);
            borne.values().forEach(own -> own.retainAll(thin));
            Again again =
                    new Again(
                            borne.keySet(),
                            new ArrayList<>(),
                            new HashSet<>(),
                            new Components(Map.of()));
            for (int i = 0; i < bearers.size(); i++) {
                Candidate one = bearers.get(i);
                again.known.add(one.component());
                for (Candidate other : bearers.subList(0, i)) {
                    if (meet(borne.get(one.nodeId()), borne.get(other.nodeId()), Set.of())) {
                        again.weigh(one, other, matching);
                    }
                }
            }
            return again;
        }

        private void weigh(Candidate one, Candidate other, Matching matching) {
            int weight = matching.scorer().score(one.person(), other.person());
            if (weight >= matching.model().thresholds().possible()) {
                links.add(Link.of(one.nodeId(), other.nodeId(), weight));
            }
            if (weight >= matching.model().thresholds().match()) {
                together.join(one.component(), other.component());
            }
        }

        /** That they are in now. */
        Set<String> components() {
            return known.stream().map(together::of).collect(Collectors.toSet());
        }
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
