package org.purposecdp.kit.messaging;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import io.vertx.pgclient.PgException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.BsonDocument;
import org.bson.BsonMaximumSizeExceededException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class HopelessTest {
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    static Stream<Throwable> tooLarge() {
        return Stream.of(
                new RecordTooLargeException("1000001 bytes"),
                new CompletionException(new RecordTooLargeException("1000001 bytes")),
                new BsonMaximumSizeExceededException("16777217 bytes"),
                new MongoException(10334, "BSONObj size is invalid"),
                bulk(11000, 17419),
                bulk(17420),
                new PgException("index row size exceeds", "ERROR", "54000", null),
                new PgException("value too long", "ERROR", "22001", null));
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void whatIsTooLargeIsSoWheneverItIsDone(Throwable failure) {
        assertThat(Hopeless.is(failure)).isTrue();
    }

    static Stream<Throwable> ofTheMoment() {
        return Stream.of(
                new TimeoutException("no broker"),
                new MongoTimeoutException("no server"),
                bulk(11000),
                new PgException("deadlock", "ERROR", "40P01", null),
                new PgException("disk full", "ERROR", "53100", null),
                new PgException("no state", null, null, null));
    }

    @ParameterizedTest
    @MethodSource("ofTheMoment")
    void whatIsOfTheMomentIsTriedAgain(Throwable failure) {
        assertThat(Hopeless.is(failure)).isFalse();
    }

    /**
     * As in profile-service, where no driver of PostgreSQL is: it was an error for all failures.
     */
    @Test
    void aServiceWithoutTheOtherStoresDriverIsAnswered() throws Exception {
        List<URL> urls =
                Stream.of(CLASS_PATH.split(File.pathSeparator))
                        .filter(part -> !part.contains("pg-client"))
                        .map(HopelessTest::url)
                        .toList();
        try (URLClassLoader without =
                new URLClassLoader(
                        urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> hopeless = without.loadClass(Hopeless.class.getName());

            assertThat(hopeless.getMethod("is", Throwable.class).invoke(null, new Exception()))
                    .isEqualTo(false);
        }
    }

    private static URL url(String part) {
        try {
            return new File(part).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(part, e);
        }
    }

    private static MongoBulkWriteException bulk(int... codes) {
        List<BulkWriteError> errors =
                Arrays.stream(codes)
                        .mapToObj(code -> new BulkWriteError(code, "", new BsonDocument(), 0))
                        .toList();
        return new MongoBulkWriteException(
                BulkWriteResult.unacknowledged(), errors, null, new ServerAddress(), Set.of());
    }
}
