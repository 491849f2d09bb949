package org.purposecdp.bench.floor;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.Vertx;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * HTTP → Kafka → PostgreSQL → Kafka → MongoDB → HTTP, a thread a stage. Its topics, schema,
 * database and groups bear a name of their own and are dropped in the end.
 */
public final class Floor implements AutoCloseable {
    static final String NAME = "bench_floor";
    static final String RECEIVED = NAME + "_received";
    static final String STORED = NAME + "_stored";

    private static final int PARTITIONS = 4;

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Stores stores;
    private final Admin admin;
    private final Ingest ingest;
    private final StoreStage storeStage;
    private final SendStage sendStage;

    /**
     * @param kafka bootstrap servers
     * @param postgresql {@code postgresql://user:password@host:port/database}
     * @param mongodb connection string
     * @param webhook where every event is posted to
     */
    public Floor(Vertx vertx, String kafka, String postgresql, String mongodb, URI webhook) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka));
        this.stores = new Stores(postgresql, mongodb);
        deleteTopics();
        createTopics();
        stores.create();
        this.ingest = new Ingest(vertx, kafka);
        this.storeStage = new StoreStage(kafka, stores.connection(), this::failed);
        this.sendStage = new SendStage(vertx, kafka, stores.database(), webhook, this::failed);
    }

    /** Takes Segment batches. */
    public URI capture() {
        return ingest.uri();
    }

    /** Why a stage has stopped, if one has. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() {
        ingest.close();
        storeStage.close();
        sendStage.close();
        stores.drop();
        stores.close();
        deleteTopics();
        admin.close();
    }

    private void failed(Throwable cause) {
        failure.compareAndSet(null, cause);
        System.err.println("floor: a stage has stopped: " + cause);
    }

    private void createTopics() {
        List<NewTopic> topics =
                List.of(
                        new NewTopic(RECEIVED, PARTITIONS, (short) 1),
                        new NewTopic(STORED, PARTITIONS, (short) 1));
        try {
            admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the floor's topics can't be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Also what a killed run has left behind. */
    private void deleteTopics() {
        try {
            List<String> present =
                    admin.listTopics().names().get(30, TimeUnit.SECONDS).stream()
                            .filter(topic -> topic.equals(RECEIVED) || topic.equals(STORED))
                            .toList();
            admin.deleteTopics(present).all().get(30, TimeUnit.SECONDS);
            List<String> groups =
                    admin.listGroups().all().get(30, TimeUnit.SECONDS).stream()
                            .map(group -> group.groupId())
                            .filter(group -> group.startsWith(NAME))
                            .toList();
            admin.deleteConsumerGroups(groups).all().get(30, TimeUnit.SECONDS);
            // A topic is named until its deletion is through.
            while (admin.listTopics().names().get(30, TimeUnit.SECONDS).contains(RECEIVED)) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the floor's topics can't be deleted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
