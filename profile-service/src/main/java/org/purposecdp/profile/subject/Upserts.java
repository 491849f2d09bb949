package org.purposecdp.profile.subject;

import java.util.List;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;

import org.purposecdp.profile.database.Replies;

/** Upserts that are guarded by a version: one that finds a newer version fails as a duplicate. */
final class Upserts {
    private static final int DUPLICATE_KEY = 11000;

    private Upserts() {}

    static Uni<Void> write(
            MongoCollection<Document> collection, List<WriteModel<Document>> writes) {
        return writes.isEmpty()
                ? Uni.createFrom().voidItem()
                : Replies.one(collection.bulkWrite(writes, new BulkWriteOptions().ordered(false)))
                        .replaceWithVoid()
                        .onFailure(Upserts::onlyOlder)
                        .recoverWithNull();
    }

    private static boolean onlyOlder(Throwable failure) {
        return failure instanceof MongoBulkWriteException bulk
                && bulk.getWriteConcernError() == null
                && bulk.getWriteErrors().stream()
                        .allMatch(error -> error.getCode() == DUPLICATE_KEY);
    }
}
