package org.purposecdp.profile.fragment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.profile.database.Database;
import org.purposecdp.profile.database.Replies;

/** The stored fragments. */
@ApplicationScoped
public class Fragments {
    private static final int DUPLICATE_KEY = 11000;
    private static final List<String> DUE = List.of("heldUntil", "eraseAt");
    private static final List<String> DATES = List.of("heldUntil", "eraseAt", "forgetAt");

    /** Their ids are one message to the store. */
    private static final int MARKS = 10_000;

    /** A record has 32 KB at most. */
    private static final int AT_ONCE = 100;

    private final Database database;

    Fragments(Database database) {
        this.database = database;
    }

    /** Inserts what is new; the ids that were there already come back. */
    public Uni<Set<String>> insert(List<Fragment> fragments) {
        if (fragments.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        List<Document> documents = fragments.stream().map(Fragments::document).toList();
        return Replies.one(
                        collection().insertMany(documents, new InsertManyOptions().ordered(false)))
                .map(result -> Set.<String>of())
                .onFailure(MongoBulkWriteException.class)
                .recoverWithUni(
                        failure -> duplicates((MongoBulkWriteException) failure, fragments));
    }

    private static Document document(Fragment fragment) {
        Document document = FragmentDocument.of(fragment);
        document.putAll(FragmentDocument.dates(Mark.of(fragment)));
        return document;
    }

    private static Uni<Set<String>> duplicates(
            MongoBulkWriteException failure, List<Fragment> fragments) {
        boolean onlyDuplicates =
                failure.getWriteConcernError() == null
                        && failure.getWriteErrors().stream()
                                .allMatch(error -> error.getCode() == DUPLICATE_KEY);
        return onlyDuplicates
                ? Uni.createFrom()
                        .item(
                                failure.getWriteErrors().stream()
                                        .map(BulkWriteError::getIndex)
                                        .map(index -> fragments.get(index).recordId())
                                        .collect(Collectors.toSet()))
                : Uni.createFrom().failure(failure);
    }

    public Uni<List<Fragment>> find(Collection<String> recordIds) {
        return recordIds.isEmpty()
                ? Uni.createFrom().item(List.of())
                : read(Filters.in("_id", recordIds));
    }

    public Uni<Optional<Fragment>> find(String recordId) {
        return find(Set.of(recordId)).map(found -> found.stream().findFirst());
    }

    /** All of these nodes, one after another: there may be more than memory has room for. */
    public Uni<Void> eachOf(Collection<String> nodeIds, Consumer<Fragment> fragment) {
        return nodeIds.isEmpty()
                ? Uni.createFrom().voidItem()
                : Replies.each(
                        collection().find(Filters.in("nodeId", nodeIds)).batchSize(AT_ONCE),
                        document -> fragment.accept(FragmentDocument.read(document)));
    }

    /**
     * Nodes that have something held or suspended whose time is up.
     *
     * @param but those that are not asked for
     */
    public Uni<Set<String>> nodesDue(Instant at, Collection<String> but, int limit) {
        Bson due =
                Filters.and(
                        Filters.or(
                                Filters.lte("heldUntil", Date.from(at)),
                                Filters.lte("eraseAt", Date.from(at))),
                        Filters.nin("nodeId", but));
        return Replies.all(
                        collection().find(due).projection(new Document("nodeId", 1)).limit(limit))
                .map(
                        found ->
                                found.stream()
                                        .map(document -> document.getString("nodeId"))
                                        .collect(Collectors.toSet()));
    }

    /** What is due of these nodes is due again only then: there is nobody yet to judge it by. */
    public Uni<Void> putOff(Collection<String> nodeIds, Instant at, Instant until) {
        return nodeIds.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(DUE.stream().map(date -> putOff(nodeIds, date, at, until)).toList())
                        .andFailFast()
                        .replaceWithVoid();
    }

    private Uni<Void> putOff(Collection<String> nodeIds, String date, Instant at, Instant until) {
        return Replies.one(
                        collection()
                                .updateMany(
                                        Filters.and(
                                                Filters.in("nodeId", nodeIds),
                                                Filters.lte(date, Date.from(at))),
                                        Updates.set(date, Date.from(until))))
                .replaceWithVoid();
    }

    private Uni<List<Fragment>> read(Bson filter) {
        return Replies.all(collection().find(filter))
                .map(found -> found.stream().map(FragmentDocument::read).toList());
    }

    /**
     * Writes the states, and removes the values that are no longer kept; many alike in one write.
     *
     * @return record ids that somebody else has marked since they were read
     */
    public Uni<Set<String>> mark(List<Mark> decided) {
        Set<String> lost = new HashSet<>();
        return Multi.createFrom()
                .range(0, (decided.size() + MARKS - 1) / MARKS)
                .onItem()
                .transformToUniAndConcatenate(
                        page ->
                                markSome(
                                        decided.subList(
                                                page * MARKS,
                                                Math.min(decided.size(), (page + 1) * MARKS))))
                .onItem()
                .invoke(lost::addAll)
                .onItem()
                .ignoreAsUni()
                .replaceWith(lost);
    }

    private Uni<Set<String>> markSome(List<Mark> decided) {
        Map<Document, List<Mark>> alike =
                decided.stream().collect(Collectors.groupingBy(Fragments::written));
        List<WriteModel<Document>> writes = new ArrayList<>();
        alike.values().forEach(group -> writes.add(update(group)));
        return Replies.one(collection().bulkWrite(writes, new BulkWriteOptions().ordered(false)))
                .chain(
                        result ->
                                result.getMatchedCount() == decided.size()
                                        ? Uni.createFrom().item(Set.of())
                                        : lost(decided));
    }

    /**
     * What was admitted of these is held, until a fold decides it anew.
     *
     * @return their nodes
     */
    public Uni<Set<String>> hold(Collection<String> recordIds) {
        return recordIds.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : find(recordIds)
                        .call(found -> mark(held(found)).chain(this::hold))
                        .map(
                                found ->
                                        found.stream()
                                                .map(Fragment::nodeId)
                                                .collect(Collectors.toSet()));
    }

    private static List<Mark> held(List<Fragment> found) {
        return found.stream()
                .filter(fragment -> fragment.has(Outcome.MERGED))
                .map(fragment -> Mark.of(fragment.undecided()))
                .toList();
    }

    private static Document written(Mark mark) {
        return new Document("rev", mark.rev())
                .append("states", FragmentDocument.states(mark.states()))
                .append("dates", FragmentDocument.dates(mark));
    }

    private static WriteModel<Document> update(List<Mark> group) {
        Mark one = group.get(0);
        List<Bson> changes = new ArrayList<>();
        changes.add(Updates.set("rev", one.rev() + 1));
        changes.add(Updates.set("states", FragmentDocument.states(one.states())));
        Document dates = FragmentDocument.dates(one);
        for (String date : DATES) {
            changes.add(
                    dates.containsKey(date)
                            ? Updates.set(date, dates.get(date))
                            : Updates.unset(date));
        }
        one.states()
                .forEach(
                        (category, state) -> {
                            if (!state.outcome().keepsValues()) {
                                changes.add(Updates.unset("values." + category.wire()));
                            }
                        });
        return new UpdateManyModel<>(
                Filters.and(
                        Filters.in("_id", group.stream().map(Mark::recordId).toList()),
                        Filters.eq("rev", one.rev())),
                Updates.combine(changes));
    }

    /** Whoever marked has left a rev and states; those that differ from ours are not ours. */
    private Uni<Set<String>> lost(List<Mark> decided) {
        Map<String, Map<DataCategory, CategoryState>> meant = new HashMap<>();
        decided.forEach(mark -> meant.put(mark.recordId(), mark.states()));
        Set<String> lost = new HashSet<>();
        return Replies.each(
                        collection()
                                .find(Filters.in("_id", meant.keySet()))
                                .projection(new Document("states", 1))
                                .batchSize(AT_ONCE),
                        document -> {
                            String id = document.getString("_id");
                            if (!FragmentDocument.readStates(document).equals(meant.get(id))) {
                                lost.add(id);
                            }
                        })
                .replaceWith(lost);
    }

    /** Opens refused categories of a repeated record again; false when it has changed meanwhile. */
    public Uni<Boolean> reopen(Fragment fragment) {
        Document next = document(fragment);
        next.put("rev", fragment.rev() + 1);
        return Replies.one(
                        collection()
                                .replaceOne(
                                        Filters.and(
                                                Filters.eq("_id", fragment.recordId()),
                                                Filters.eq("rev", fragment.rev())),
                                        next))
                .map(result -> result.getMatchedCount() == 1);
    }

    private MongoCollection<Document> collection() {
        return database.fragments();
    }
}
