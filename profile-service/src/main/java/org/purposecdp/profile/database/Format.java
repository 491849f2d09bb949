package org.purposecdp.profile.database;

import java.time.Duration;
import java.util.List;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import org.bson.Document;

/** What the documents look like, as a number beside them: a store of another is not read. */
final class Format {
    static final int CURRENT = 5;

    private static final Duration START = Duration.ofSeconds(60);
    private static final String ID = "format";
    private static final String NUMBER = "number";

    private final MongoCollection<Document> meta;
    private final List<MongoCollection<Document>> data;

    Format(MongoCollection<Document> meta, List<MongoCollection<Document>> data) {
        this.meta = meta;
        this.data = data;
    }

    /** Whoever sees another instance's data sees the number that was written before it. */
    void claim() {
        boolean holdsData = data.stream().anyMatch(Format::holdsAny);
        requireOurs(holdsData, stored());
        Replies.one(
                        meta.updateOne(
                                Filters.eq("_id", ID),
                                Updates.set(NUMBER, CURRENT),
                                new UpdateOptions().upsert(true)))
                .await()
                .atMost(START);
    }

    /**
     * @param stored null for none
     */
    static void requireOurs(boolean holdsData, Integer stored) {
        if (holdsData && (stored == null || stored != CURRENT)) {
            throw new IllegalStateException(
                    "this store was written by an earlier version; start it anew:"
                            + " deploy/local/up --fresh");
        }
    }

    private static boolean holdsAny(MongoCollection<Document> collection) {
        return Replies.one(collection.find().projection(new Document("_id", 1)).first())
                        .await()
                        .atMost(START)
                != null;
    }

    private Integer stored() {
        Document format =
                Replies.one(meta.find(Filters.eq("_id", ID)).first()).await().atMost(START);
        return format == null ? null : ((Number) format.get(NUMBER)).intValue();
    }
}
