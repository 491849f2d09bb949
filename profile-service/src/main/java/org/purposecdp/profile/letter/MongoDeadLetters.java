package org.purposecdp.profile.letter;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

import org.purposecdp.kit.messaging.DeadLetter;
import org.purposecdp.kit.messaging.DeadLetterStore;
import org.purposecdp.kit.messaging.LetterCursor;
import org.purposecdp.kit.messaging.SealedLetter;
import org.purposecdp.profile.database.Database;
import org.purposecdp.profile.database.Replies;

/** The collection {@code letters}. */
@ApplicationScoped
public class MongoDeadLetters implements DeadLetterStore {
    private static final int DUPLICATE_KEY = 11000;
    private static final int PAGE = 1_000;

    private final MongoCollection<Document> letters;

    @Inject
    MongoDeadLetters(Database database) {
        this(database.letters());
    }

    MongoDeadLetters(MongoCollection<Document> letters) {
        this.letters = letters;
    }

    @Override
    public Uni<Set<String>> keep(List<SealedLetter> kept) {
        List<Document> documents = kept.stream().map(MongoDeadLetters::document).toList();
        return Replies.one(letters.insertMany(documents, new InsertManyOptions().ordered(false)))
                .map(done -> Set.<Integer>of())
                .onFailure(MongoDeadLetters::onlyRepeats)
                .recoverWithItem(failure -> repeats((MongoBulkWriteException) failure))
                .map(repeats -> fresh(kept, repeats));
    }

    private static boolean onlyRepeats(Throwable failure) {
        return failure instanceof MongoBulkWriteException bulk
                && bulk.getWriteConcernError() == null
                && bulk.getWriteErrors().stream()
                        .allMatch(error -> error.getCode() == DUPLICATE_KEY);
    }

    private static Set<Integer> repeats(MongoBulkWriteException failure) {
        return failure.getWriteErrors().stream()
                .map(BulkWriteError::getIndex)
                .collect(Collectors.toSet());
    }

    private static Set<String> fresh(List<SealedLetter> kept, Set<Integer> repeats) {
        Set<String> fresh =
                kept.stream().map(letter -> letter.letter().id()).collect(Collectors.toSet());
        repeats.forEach(index -> fresh.remove(kept.get(index).letter().id()));
        return fresh;
    }

    private static Document document(SealedLetter kept) {
        DeadLetter letter = kept.letter();
        return new Document("_id", letter.id())
                .append("topic", letter.topic())
                .append("partition", letter.partition())
                .append("offset", letter.offset())
                .append("key", letter.key())
                .append("reason", letter.reason())
                .append("at", Date.from(letter.at()))
                .append("keptAt", Date.from(letter.keptAt()))
                .append("headers", new Document(new TreeMap<>(kept.headers())))
                .append("sealedKey", binary(kept.key()))
                .append("sealedValue", binary(kept.value()));
    }

    private static Binary binary(byte[] bytes) {
        return bytes == null ? null : new Binary(bytes);
    }

    @Override
    public Uni<List<DeadLetter>> page(String topic, LetterCursor after, int limit) {
        List<Bson> wanted = new ArrayList<>();
        if (topic != null) {
            wanted.add(Filters.eq("topic", topic));
        }
        if (after != null) {
            Date last = Date.from(after.keptAt());
            wanted.add(Filters.lte("keptAt", last));
            wanted.add(Filters.or(Filters.lt("keptAt", last), Filters.lt("_id", after.id())));
        }
        return Replies.all(
                        letters.find(wanted.isEmpty() ? new Document() : Filters.and(wanted))
                                .projection(
                                        Projections.exclude("headers", "sealedKey", "sealedValue"))
                                .sort(Sorts.descending("keptAt", "_id"))
                                .limit(limit))
                .map(found -> found.stream().map(MongoDeadLetters::letter).toList());
    }

    @Override
    public Uni<Optional<SealedLetter>> find(String id) {
        return Replies.one(letters.find(Filters.eq("_id", id)).first())
                .map(found -> Optional.ofNullable(found).map(MongoDeadLetters::sealed));
    }

    private static DeadLetter letter(Document document) {
        return new DeadLetter(
                document.getString("_id"),
                document.getString("topic"),
                document.getInteger("partition"),
                document.getLong("offset"),
                document.getString("key"),
                document.getString("reason"),
                document.getDate("at").toInstant(),
                document.getDate("keptAt").toInstant(),
                Optional.ofNullable(document.getDate("replayedAt"))
                        .map(Date::toInstant)
                        .orElse(null));
    }

    private static SealedLetter sealed(Document document) {
        Map<String, String> headers = new TreeMap<>();
        document.get("headers", Document.class)
                .forEach((name, value) -> headers.put(name, (String) value));
        return new SealedLetter(
                letter(document),
                headers,
                bytes(document.get("sealedKey", Binary.class)),
                bytes(document.get("sealedValue", Binary.class)));
    }

    private static byte[] bytes(Binary binary) {
        return binary == null ? null : binary.getData();
    }

    @Override
    public Uni<Void> replayed(String id, Instant at) {
        return Replies.one(
                        letters.updateOne(
                                Filters.eq("_id", id), Updates.set("replayedAt", Date.from(at))))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> expire() {
        return expire(Filters.lt("keptAt", Date.from(keptBefore())));
    }

    private static Instant keptBefore() {
        return OffsetDateTime.now(ZoneOffset.UTC).minus(KEPT).toInstant();
    }

    private Uni<Void> expire(Bson old) {
        return Replies.all(letters.find(old).projection(new Document("_id", 1)).limit(PAGE))
                .chain(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : delete(found).chain(() -> expire(old)));
    }

    private Uni<Void> delete(List<Document> found) {
        return Replies.one(
                        letters.deleteMany(
                                Filters.in(
                                        "_id",
                                        found.stream().map(each -> each.get("_id")).toList())))
                .replaceWithVoid();
    }

    /**
     * There are mostly none, and to look costs less than to delete nothing.
     *
     * @param until by key: what was put on its topic then or before is erased
     */
    public Uni<Void> erase(Map<String, Instant> until) {
        return until.isEmpty()
                ? Uni.createFrom().voidItem()
                : Replies.one(letters.find(Filters.in("key", until.keySet())).first())
                        .chain(any -> any == null ? Uni.createFrom().voidItem() : delete(until));
    }

    private Uni<Void> delete(Map<String, Instant> until) {
        List<WriteModel<Document>> deletes = new ArrayList<>();
        until.forEach(
                (key, at) ->
                        deletes.add(
                                new DeleteManyModel<>(
                                        Filters.and(
                                                Filters.eq("key", key),
                                                Filters.lte("at", Date.from(at))))));
        return Replies.one(letters.bulkWrite(deletes, new BulkWriteOptions().ordered(false)))
                .replaceWithVoid();
    }
}
