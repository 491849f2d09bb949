package org.purposecdp.activation.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import org.purposecdp.activation.audience.Audience;
import org.purposecdp.activation.audience.Audiences;
import org.purposecdp.activation.audience.Memberships;
import org.purposecdp.activation.audience.Memberships.Entry;
import org.purposecdp.activation.audience.Memberships.Standing;
import org.purposecdp.activation.audience.Rule;
import org.purposecdp.activation.definition.Stored;
import org.purposecdp.activation.delivery.Queue;
import org.purposecdp.activation.delivery.Sender;
import org.purposecdp.activation.view.Views;
import org.purposecdp.contracts.profile.View;

/** Applies new and changed audiences and activations to the views that are stored already. */
@ApplicationScoped
class Backfill {
    private static final Logger LOG = Logger.getLogger(Backfill.class);
    private static final int PAGE = 500;

    private final Pool pool;
    private final Audiences audiences;
    private final Activations activations;
    private final Views views;
    private final Memberships memberships;
    private final Queue queue;
    private final Sender sender;

    Backfill(
            Pool pool,
            Audiences audiences,
            Activations activations,
            Views views,
            Memberships memberships,
            Queue queue,
            Sender sender) {
        this.pool = pool;
        this.audiences = audiences;
        this.activations = activations;
        this.views = views;
        this.memberships = memberships;
        this.queue = queue;
        this.sender = sender;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return pending("audience")
                .chain(ids -> each(ids, this::evaluate))
                .chain(() -> pending("activation"))
                .chain(ids -> each(ids, this::activate))
                .onFailure()
                .invoke(e -> LOG.warnf("back-fill failed, again: %s", e.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    private interface Step {
        Uni<Void> apply(String id);
    }

    private static Uni<Void> each(List<String> ids, Step step) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<List<String>> pending(String table) {
        return pool.query("select id from " + table + " where evaluated < revision order by id")
                .execute()
                .map(
                        rows -> {
                            List<String> ids = new ArrayList<>();
                            rows.forEach(row -> ids.add(row.getString(0)));
                            return ids;
                        });
    }

    private Uni<Void> evaluate(String id) {
        return audiences
                .ofId(id)
                .chain(
                        found ->
                                found.isEmpty()
                                        ? none()
                                        : evaluateFrom(found.get(), "")
                                                .chain(
                                                        () ->
                                                                done(
                                                                        "audience",
                                                                        found.get().revision(),
                                                                        id)));
    }

    private Uni<Void> evaluateFrom(Stored<Audience> audience, String after) {
        return pool.withTransaction(tx -> evaluatePage(tx, audience, after))
                .chain(last -> last.isEmpty() ? none() : evaluateFrom(audience, last));
    }

    /** Of one that was deleted meanwhile nobody becomes a member. */
    private Uni<String> evaluatePage(SqlConnection tx, Stored<Audience> audience, String after) {
        return audiences
                .keep(tx)
                .chain(() -> audiences.all(tx))
                .chain(
                        known ->
                                known.contains(audience)
                                        ? evaluateViews(tx, audience, after)
                                        : Uni.createFrom().item(""));
    }

    private Uni<String> evaluateViews(SqlConnection tx, Stored<Audience> audience, String after) {
        Rule rule = audience.body().parsedRule();
        return views.page(tx, audience.body().purpose(), after, PAGE)
                .call(page -> enter(tx, standings(audience.id(), rule, page)))
                .map(page -> page.size() < PAGE ? "" : page.lastKey());
    }

    private static List<Standing> standings(
            String audience, Rule rule, TreeMap<String, View> page) {
        return page.entrySet().stream()
                .map(each -> Standing.of(audience, rule, each.getKey(), each.getValue()))
                .toList();
    }

    private Uni<Void> enter(SqlConnection tx, List<Standing> standings) {
        return memberships.write(tx, standings).chain(entries -> queueFor(tx, entries));
    }

    private Uni<Void> queueFor(SqlConnection tx, List<Entry> entries) {
        return audiences
                .all(tx)
                .chain(
                        held ->
                                activations
                                        .all(tx)
                                        .map(active -> new Changes(held, active).entered(entries)))
                .chain(deliveries -> queue.add(tx, deliveries));
    }

    private Uni<Void> activate(String id) {
        return activations
                .ofId(id)
                .chain(
                        found ->
                                found.isEmpty()
                                        ? none()
                                        : activateFrom(found.get(), "")
                                                .chain(
                                                        () ->
                                                                done(
                                                                        "activation",
                                                                        found.get().revision(),
                                                                        id)));
    }

    private Uni<Void> activateFrom(Stored<Activation> activation, String after) {
        if (activation.body().audience() == null) {
            return none();
        }
        return pool.withTransaction(
                        tx ->
                                memberships
                                        .members(tx, activation.body().audience(), after, PAGE)
                                        .call(entries -> queueFor(tx, entries)))
                .chain(
                        entries ->
                                entries.size() < PAGE
                                        ? none()
                                        : activateFrom(
                                                activation,
                                                entries.get(entries.size() - 1).profileId()));
    }

    private Uni<Void> done(String table, long revision, String id) {
        return pool.preparedQuery("update " + table + " set evaluated = $2 where id = $1")
                .execute(Tuple.of(id, revision))
                .invoke(sender::wake)
                .replaceWithVoid();
    }

    private static Uni<Void> none() {
        return Uni.createFrom().voidItem();
    }
}
