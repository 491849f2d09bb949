package org.purposecdp.kit.messaging;

import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.Set;
import java.util.concurrent.CompletionException;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import io.vertx.pgclient.PgException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.bson.BSONException;

/** Failures that lie in what was to be done, so that they come again whenever it is done. */
public final class Hopeless {
    private static final boolean POSTGRESQL = isHere("io.vertx.pgclient.PgException");
    private static final boolean MONGODB = isHere("com.mongodb.MongoException");

    private Hopeless() {}

    public static boolean is(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return is(failure.getCause());
        }
        return failure instanceof IllegalArgumentException
                || failure instanceof NullPointerException
                || failure instanceof ClassCastException
                || failure instanceof ArithmeticException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof DateTimeException
                || failure instanceof UncheckedIOException
                || failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || POSTGRESQL && OfPostgreSql.is(failure)
                || MONGODB && OfMongoDb.is(failure);
    }

    /** A service has the driver of its own store only. */
    private static boolean isHere(String driver) {
        try {
            Class.forName(driver, false, Hopeless.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static final class OfPostgreSql {
        /** SQLSTATE classes: the value does not fit; it is beyond what the server can hold. */
        private static final Set<String> CLASSES = Set.of("22", "54");

        static boolean is(Throwable failure) {
            return failure instanceof PgException e
                    && e.getSqlState() != null
                    && CLASSES.contains(e.getSqlState().substring(0, 2));
        }
    }

    private static final class OfMongoDb {
        /** A document is larger than any may be: as it is, after an update, to be inserted. */
        private static final Set<Integer> TOO_LARGE = Set.of(10334, 17419, 17420);

        static boolean is(Throwable failure) {
            // Before it is sent the driver finds the same; what it cannot write at all is one too.
            return failure instanceof BSONException
                    || failure instanceof MongoBulkWriteException bulk
                            && bulk.getWriteErrors().stream()
                                    .map(BulkWriteError::getCode)
                                    .anyMatch(TOO_LARGE::contains)
                    || failure instanceof MongoException e && TOO_LARGE.contains(e.getCode());
        }
    }
}
