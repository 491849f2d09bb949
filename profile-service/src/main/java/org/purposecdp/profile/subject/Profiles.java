package org.purposecdp.profile.subject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;

import org.purposecdp.contracts.policy.PolicyBySource;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.state.StateRecord;
import org.purposecdp.kit.state.SubjectBatch;
import org.purposecdp.profile.database.Database;
import org.purposecdp.profile.database.Replies;
import org.purposecdp.profile.subject.Profile.Unpublished;

/** The profile documents. */
@ApplicationScoped
public class Profiles {
    private final Database database;
    private final Lately lately = new Lately();

    Profiles(Database database) {
        this.database = database;
    }

    /** Callers ask for the holder of a node that nobody holds, so the map takes null. */
    public Uni<Map<String, Profile>> find(Collection<String> profileIds) {
        return profileIds.isEmpty()
                ? Uni.createFrom().item(new HashMap<>())
                : Replies.all(collection().find(readable(Filters.in("_id", profileIds))))
                        .map(Profiles::byId);
    }

    /** As they were lately: they may be older than what is stored. */
    public Uni<Map<String, Profile>> recent(Collection<String> profileIds) {
        Map<String, Profile> known = lately.of(profileIds);
        Set<String> others = new HashSet<>(profileIds);
        others.removeAll(known.keySet());
        return find(others)
                .invoke(found -> lately.put(found.values()))
                .map(
                        found -> {
                            known.putAll(found);
                            return known;
                        });
    }

    /** Ids of those whose nodes bear the identifier, in order; at most so many. */
    public Uni<List<String>> bearing(String pseudonym, int most) {
        return Replies.all(
                        collection()
                                .find(readable(Filters.eq("subject.identifiers", pseudonym)))
                                .projection(new Document("_id", 1))
                                .limit(most))
                .map(
                        found ->
                                found.stream()
                                        .map(document -> document.getString("_id"))
                                        .sorted()
                                        .toList());
    }

    /** A profile whose newest Subject could not be read denies everything. */
    private static Bson readable(Bson filter) {
        return Filters.and(filter, Filters.expr(compared("$lte")));
    }

    /** A missing field is less than any number. */
    private static Document compared(String how) {
        return new Document(how, List.of("$blockedAt", "$appliedAt"));
    }

    /** Until a state from there on is applied, by whichever instance, before or after. */
    Uni<Void> block(Collection<StateRecord> unreadable) {
        List<WriteModel<Document>> writes = new ArrayList<>();
        for (StateRecord record : unreadable) {
            writes.add(
                    new UpdateOneModel<>(
                            Filters.eq("_id", record.key()),
                            Updates.combine(
                                    Updates.max("blockedAt", record.offset()),
                                    Updates.set("statePartition", record.partition()),
                                    Updates.set("rev", UUID.randomUUID().toString())),
                            new UpdateOptions().upsert(true)));
        }
        return Upserts.write(collection(), writes)
                .eventually(() -> lately.forget(keys(unreadable)));
    }

    private static List<String> keys(Collection<StateRecord> records) {
        return records.stream().map(StateRecord::key).toList();
    }

    /** Partition → the least offset at which a profile is blocked. */
    Uni<Map<Integer, Long>> blocked() {
        return Replies.all(
                        collection()
                                .find(
                                        Filters.and(
                                                Filters.exists("blockedAt"),
                                                Filters.expr(compared("$gt"))))
                                .projection(
                                        new Document("statePartition", 1).append("blockedAt", 1)))
                .map(
                        found -> {
                            Map<Integer, Long> least = new HashMap<>();
                            for (Document document : found) {
                                least.merge(
                                        document.getInteger("statePartition"),
                                        document.getLong("blockedAt"),
                                        Math::min);
                            }
                            return least;
                        });
    }

    private static Map<String, Profile> byId(List<Document> found) {
        return found.stream()
                .map(ProfileDocument::read)
                .collect(Collectors.toMap(Profile::profileId, Function.identity()));
    }

    /** Those of which no such version is stored: another instance may have been here before. */
    Uni<List<Subject>> newer(Collection<Subject> subjects) {
        List<String> ids = subjects.stream().map(Subject::profileId).toList();
        return Replies.all(
                        collection()
                                .find(Filters.in("_id", ids))
                                .projection(new Document("subject.version", 1)))
                .map(
                        found -> {
                            Map<String, Long> stored = new HashMap<>();
                            found.forEach(each -> stored.put(each.getString("_id"), version(each)));
                            return subjects.stream()
                                    .filter(
                                            subject ->
                                                    stored.getOrDefault(subject.profileId(), -1L)
                                                            < subject.version())
                                    .toList();
                        });
    }

    private static long version(Document profile) {
        Document subject = profile.get("subject", Document.class);
        return subject == null ? -1 : subject.getLong("version");
    }

    /** Writes newer Subjects only, to be folded anew. */
    Uni<Void> putSubjects(Collection<Subject> subjects, SubjectBatch newest) {
        List<WriteModel<Document>> writes = new ArrayList<>();
        for (Subject subject : subjects) {
            StateRecord record = newest.read().get(subject.profileId());
            List<Bson> changes = new ArrayList<>();
            changes.add(Updates.set("rev", UUID.randomUUID().toString()));
            changes.add(Updates.set("subject", ProfileDocument.subject(subject)));
            changes.add(Updates.set("stale", true));
            changes.add(Updates.max("appliedAt", record.offset()));
            changes.add(Updates.set("statePartition", record.partition()));
            if (newest.acks().containsKey(subject.profileId())) {
                changes.add(Updates.set("ackPending", true));
            }
            writes.add(
                    new UpdateOneModel<>(
                            Filters.and(
                                    Filters.eq("_id", subject.profileId()),
                                    Filters.lt("subject.version", subject.version())),
                            Updates.combine(changes),
                            new UpdateOptions().upsert(true)));
        }
        return Upserts.write(collection(), writes)
                .eventually(
                        () -> lately.forget(subjects.stream().map(Subject::profileId).toList()));
    }

    /**
     * A fold to be written over the document it was worked out from.
     *
     * @param whole whether all of its fragments were read for it; then it says what is unpublished
     */
    public record Write(Profile before, Profile after, boolean whole) {}

    /** Compare and set, in one bulk; the profileIds that won come back. */
    public Uni<Set<String>> compareAndSet(List<Write> writes) {
        if (writes.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        List<WriteModel<Document>> updates = writes.stream().map(Profiles::compareAndSet).toList();
        Map<String, String> revs = new HashMap<>();
        writes.forEach(write -> revs.put(write.after().profileId(), write.after().rev()));
        return Replies.one(collection().bulkWrite(updates, new BulkWriteOptions().ordered(false)))
                .chain(
                        result ->
                                result.getMatchedCount() == writes.size()
                                        ? Uni.createFrom().item(revs.keySet())
                                        : winners(revs))
                .invoke(winners -> remember(writes, winners))
                .onFailure()
                .invoke(() -> lately.forget(revs.keySet()));
    }

    private void remember(List<Write> writes, Set<String> winners) {
        List<Profile> written = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (Write write : writes) {
            if (winners.contains(write.after().profileId())) {
                written.add(write.after());
            } else {
                lost.add(write.after().profileId());
            }
        }
        lately.put(written);
        lately.forget(lost);
    }

    private static WriteModel<Document> compareAndSet(Write write) {
        Profile after = write.after();
        List<Bson> changes = new ArrayList<>();
        changes.add(Updates.set("rev", after.rev()));
        changes.add(Updates.set("number", after.number()));
        changes.add(Updates.set("policyVersion", after.policyVersion()));
        changes.add(Updates.set("views", ProfileDocument.text(after.views())));
        changes.add(
                after.until() == null
                        ? Updates.unset("until")
                        : Updates.set("until", ProfileDocument.date(after.until())));
        if (write.whole()) {
            changes.add(Updates.set("foldNumber", after.foldNumber()));
            changes.add(Updates.set("foldedVersion", after.foldedVersion()));
            changes.add(Updates.set("policyPrints", List.copyOf(after.policyPrints())));
            changes.add(after.stale() ? Updates.set("stale", true) : Updates.unset("stale"));
            changes.add(
                    Updates.set(
                            "unpublished",
                            after.unpublished().stream()
                                    .map(ProfileDocument::unpublished)
                                    .toList()));
        }
        return new UpdateOneModel<>(
                Filters.and(
                        Filters.eq("_id", after.profileId()),
                        Filters.eq("rev", write.before().rev())),
                Updates.combine(changes));
    }

    /** A bulk says how many matched, not which; the write ids do. */
    private Uni<Set<String>> winners(Map<String, String> revs) {
        return Replies.all(
                        collection()
                                .find(Filters.in("_id", revs.keySet()))
                                .projection(new Document("rev", 1)))
                .map(
                        found -> {
                            Set<String> winners = new HashSet<>();
                            for (Document document : found) {
                                String id = document.getString("_id");
                                if (revs.get(id).equals(document.getString("rev"))) {
                                    winners.add(id);
                                }
                            }
                            return winners;
                        });
    }

    /**
     * What was published need not be again. Where a newer Subject has come since, who folds that
     * tells it once more.
     */
    public Uni<Void> published(Collection<Profile> profiles) {
        List<WriteModel<Document>> writes = new ArrayList<>();
        for (Profile profile : profiles) {
            List<String> entries = profile.unpublished().stream().map(Unpublished::id).toList();
            writes.add(
                    new UpdateOneModel<>(
                            Filters.and(
                                    Filters.eq("_id", profile.profileId()),
                                    Filters.eq("subject.version", profile.subject().version())),
                            Updates.combine(
                                    Updates.pull(
                                            "unpublished",
                                            new Document("id", new Document("$in", entries))),
                                    Updates.unset("ackPending"))));
        }
        return writes.isEmpty()
                ? Uni.createFrom().voidItem()
                : Replies.one(collection().bulkWrite(writes, new BulkWriteOptions().ordered(false)))
                        .eventually(
                                () ->
                                        lately.forget(
                                                profiles.stream().map(Profile::profileId).toList()))
                        .replaceWithVoid();
    }

    /** To be folded again, also by who is folding them now. */
    public Uni<Void> stale(Collection<String> profileIds) {
        return Replies.one(
                        collection()
                                .updateMany(
                                        Filters.in("_id", profileIds),
                                        Updates.combine(
                                                Updates.set("stale", true),
                                                Updates.set("rev", UUID.randomUUID().toString()))))
                .eventually(() -> lately.forget(profileIds))
                .replaceWithVoid();
    }

    /**
     * Profiles to be folded again: new Subject, another policy, or their time has come.
     *
     * @param but those that are not asked for
     */
    public Uni<Set<String>> due(
            PolicyBySource policy, Instant at, Collection<String> but, int limit) {
        return ids(
                Filters.and(
                        Filters.or(
                                Filters.eq("stale", true),
                                foldedUnderAnother(policy),
                                Filters.lte("until", Date.from(at))),
                        Filters.nin("_id", but)),
                limit);
    }

    /** Ranges between the prints that hold, so that the index is asked only for what is not one. */
    private static Bson foldedUnderAnother(PolicyBySource policy) {
        Document another =
                new Document("$nin", policy.prints())
                        .append("$gte", PolicyBySource.KNOWN)
                        .append("$lt", PolicyBySource.AFTER_KNOWN);
        return Filters.or(
                new Document("policyPrints", new Document("$elemMatch", another)),
                Filters.in("policyPrints", policy.formerPrints()));
    }

    /**
     * Profiles with something that was not published, as after a crash.
     *
     * @param but those that are not asked for
     */
    public Uni<Set<String>> unpublished(Collection<String> but, int limit) {
        return ids(
                Filters.and(
                        Filters.or(
                                Filters.gt("unpublished.id", ""), Filters.eq("ackPending", true)),
                        Filters.nin("_id", but)),
                limit);
    }

    private Uni<Set<String>> ids(Bson filter, int limit) {
        return Replies.all(
                        collection()
                                .find(readable(filter))
                                .projection(new Document("_id", 1))
                                .limit(limit))
                .map(
                        found ->
                                found.stream()
                                        .map(document -> document.getString("_id"))
                                        .collect(Collectors.toSet()));
    }

    private MongoCollection<Document> collection() {
        return database.profiles();
    }
}
