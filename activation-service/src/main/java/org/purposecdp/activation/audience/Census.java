package org.purposecdp.activation.audience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.activation.audience.Memberships.Entry;
import org.purposecdp.activation.definition.Stored;
import org.purposecdp.activation.gate.Glance;
import org.purposecdp.activation.gate.Known;
import org.purposecdp.activation.subject.StoredSubjects;
import org.purposecdp.activation.view.Views;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.kit.state.PolicyHolder;

/** Counts the people of an audience of whom a client may know, page by page. */
@ApplicationScoped
class Census {
    private static final int PAGE = 200;

    private final Pool pool;
    private final Memberships memberships;
    private final Views views;
    private final PolicyHolder policy;
    private final Clock clock = Clock.systemUTC();

    Census(Pool pool, Memberships memberships, Views views, PolicyHolder policy) {
        this.pool = pool;
        this.memberships = memberships;
        this.views = views;
        this.policy = policy;
    }

    /** How far a count is. */
    private static final class Progress {
        private String after = "";
        private long people;
    }

    Uni<Size> count(Stored<Audience> audience, String client) {
        Optional<Policy> current = policy.current();
        if (current.isEmpty()) {
            return Uni.createFrom().failure(new IllegalStateException("no policy yet"));
        }
        Instant from = clock.instant();
        Rule rule = audience.body().parsedRule();
        Glance glance =
                new Glance(
                        client,
                        audience.body().purpose(),
                        rule.inputs().traits(),
                        rule.inputs().events(),
                        current.get());
        Progress progress = new Progress();
        return Multi.createBy()
                .repeating()
                .uni(
                        () ->
                                pool.withTransaction(
                                        tx -> page(tx, audience.id(), rule, glance, progress)))
                .whilst(looked -> looked == PAGE)
                .collect()
                .last()
                .map(
                        looked ->
                                Size.of(
                                        progress.people,
                                        from,
                                        Duration.between(from, clock.instant())));
    }

    private Uni<Integer> page(
            SqlConnection tx, String audience, Rule rule, Glance glance, Progress progress) {
        return memberships
                .members(tx, audience, progress.after, PAGE)
                .call(entries -> look(tx, entries, rule, glance, progress))
                .map(List::size);
    }

    private Uni<Void> look(
            SqlConnection tx, List<Entry> entries, Rule rule, Glance glance, Progress progress) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<String> profiles = entries.stream().map(Entry::profileId).collect(Collectors.toSet());
        StoredSubjects stored = new StoredSubjects(tx, false);
        return views.read(tx, profiles, Set.of(glance.purpose()))
                .chain(
                        copies ->
                                stored.holders(nodes(entries, copies))
                                        .chain(
                                                holders ->
                                                        stored.subjects(profiles)
                                                                .invoke(
                                                                        subjects ->
                                                                                add(
                                                                                        entries,
                                                                                        new Copies(
                                                                                                copies,
                                                                                                holders,
                                                                                                subjects),
                                                                                        rule,
                                                                                        glance,
                                                                                        progress))))
                .replaceWithVoid();
    }

    private static Set<String> nodes(List<Entry> entries, Map<String, Views.Copy> copies) {
        Set<String> nodes = new HashSet<>();
        entries.forEach(entry -> nodes.add(entry.nodeId()));
        copies.values().stream()
                .flatMap(copy -> copy.views().values().stream())
                .forEach(view -> nodes.addAll(view.nodes().keySet()));
        return nodes;
    }

    private record Copies(
            Map<String, Views.Copy> views,
            Map<String, String> holders,
            Map<String, StoredSubjects.Held> subjects) {}

    /** A membership may be of a rule before: who is counted matches the one that is asked about. */
    private void add(
            List<Entry> entries, Copies copies, Rule rule, Glance glance, Progress progress) {
        Instant at = clock.instant();
        for (Entry entry : entries) {
            Views.Copy copy = copies.views().get(entry.profileId());
            StoredSubjects.Held held = copies.subjects().get(entry.profileId());
            if (copy == null || held == null || !copy.views().containsKey(glance.purpose())) {
                continue;
            }
            Known known =
                    new Known(
                            copy.views().get(glance.purpose()),
                            copy.subjectVersion(),
                            held.subject(),
                            held.blocked(),
                            copies.holders());
            if (rule.matches(known.view())
                    && glance.permits(entry.profileId(), entry.nodeId(), known, at)) {
                progress.people++;
            }
        }
        progress.after = entries.get(entries.size() - 1).profileId();
    }
}
