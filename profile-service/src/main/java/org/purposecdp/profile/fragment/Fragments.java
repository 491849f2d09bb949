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
    private static final List<String> DATES = List.of("heldUntil", "eraseAt", "forgetAt");

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
        document.putAll(FragmentDocument.dates(fragment));
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

    /** Record id → rev now. */
    public Uni<Map<String, Long>> revs(Collection<String> recordIds) {
        return Replies.all(
                        collection()
                                .find(Filters.in("_id", recordIds))
                                .projection(new Document("rev", 1)))
                .map(
                        found ->
                                found.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        document -> document.getString("_id"),
                                                        document ->
                                                                ((Number) document.get("rev"))
                                                                        .longValue())));
    }

    public Uni<List<Fragment>> ofNodes(Collection<String> nodeIds) {
        return nodeIds.isEmpty()
                ? Uni.createFrom().item(List.of())
                : read(Filters.in("nodeId", nodeIds));
    }

    /** Nodes that have something held or suspended whose time is up. */
    public Uni<Set<String>> nodesDue(Instant at, int limit) {
        Bson due =
                Filters.or(
                        Filters.lte("heldUntil", Date.from(at)),
                        Filters.lte("eraseAt", Date.from(at)));
        return Replies.all(
                        collection().find(due).projection(new Document("nodeId", 1)).limit(limit))
                .map(
                        found ->
                                found.stream()
                                        .map(document -> document.getString("nodeId"))
                                        .collect(Collectors.toSet()));
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
    public Uni<Set<String>> mark(List<Fragment> decided) {
        if (decided.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Map<Document, List<Fragment>> alike =
                decided.stream().collect(Collectors.groupingBy(Fragments::mark));
        List<WriteModel<Document>> writes = new ArrayList<>();
        alike.values().forEach(group -> writes.add(update(group)));
        return Replies.one(collection().bulkWrite(writes, new BulkWriteOptions().ordered(false)))
                .chain(
                        result ->
                                result.getMatchedCount() == decided.size()
                                        ? Uni.createFrom().item(Set.of())
                                        : lost(decided));
    }

    private static Document mark(Fragment fragment) {
        return new Document("rev", fragment.rev())
                .append("states", FragmentDocument.states(fragment))
                .append("dates", FragmentDocument.dates(fragment));
    }

    private static WriteModel<Document> update(List<Fragment> group) {
        Fragment one = group.get(0);
        List<Bson> changes = new ArrayList<>();
        changes.add(Updates.set("rev", one.rev() + 1));
        changes.add(Updates.set("states", FragmentDocument.states(one)));
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
                        Filters.in("_id", group.stream().map(Fragment::recordId).toList()),
                        Filters.eq("rev", one.rev())),
                Updates.combine(changes));
    }

    /** Whoever marked has left a rev and states; those that differ from ours are not ours. */
    private Uni<Set<String>> lost(List<Fragment> decided) {
        Map<String, Map<DataCategory, CategoryState>> meant = new HashMap<>();
        decided.forEach(fragment -> meant.put(fragment.recordId(), fragment.states()));
        return find(meant.keySet())
                .map(
                        found -> {
                            Set<String> lost = new HashSet<>();
                            found.stream()
                                    .filter(f -> !f.states().equals(meant.get(f.recordId())))
                                    .forEach(f -> lost.add(f.recordId()));
                            return lost;
                        });
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
