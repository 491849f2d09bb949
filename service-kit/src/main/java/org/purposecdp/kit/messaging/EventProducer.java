package org.purposecdp.kit.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** One producer for all that a service derives from what it consumed: acks all, idempotent. */
@ApplicationScoped
public class EventProducer {
    private static final Logger LOG = Logger.getLogger(EventProducer.class);

    private static final int PATIENT_CALLS = 1_000;

    private final Producer<String, byte[]> producer;
    private final String service;

    /** A send may block while the broker is away, which an event loop must not; one keeps order. */
    private final ThreadPoolExecutor sender =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(PATIENT_CALLS),
                    EventProducer::senderThread);

    EventProducer(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.service = service;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ProducerConfig.CLIENT_ID_CONFIG,
                                service,
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                ProducerConfig.LINGER_MS_CONFIG,
                                5,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                131_072,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                5_000,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                30_000,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                10_000),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    /**
     * Completes when all are acknowledged, on the caller's Vert.x context; fails with the first
     * that was not, or at once when too many calls wait for the broker.
     */
    public Uni<Void> sendAll(List<OutgoingEvent> events) {
        return sendRecords(events.stream().map(this::record).toList());
    }

    Uni<Void> sendRecords(List<ProducerRecord<String, byte[]>> records) {
        return records.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().deferred(() -> sendFrom(Vertx.currentContext(), records));
    }

    private Uni<Void> sendFrom(Context caller, List<ProducerRecord<String, byte[]>> records) {
        Uni<Void> sent =
                Uni.createFrom().completionStage(() -> send(records)).runSubscriptionOn(sender);
        return caller == null
                ? sent
                : sent.emitOn(task -> caller.runOnContext(ignored -> task.run()));
    }

    private CompletableFuture<Void> send(List<ProducerRecord<String, byte[]>> records) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        AtomicInteger left = new AtomicInteger(records.size());
        for (ProducerRecord<String, byte[]> record : records) {
            if (all.isCompletedExceptionally()) {
                break; // the caller sends all of them again
            }
            producer.send(
                    record,
                    (metadata, failure) -> {
                        if (failure != null) {
                            LOG.warnf("not sent to %s: %s", record.topic(), failure.getClass());
                            all.completeExceptionally(failure);
                        } else if (left.decrementAndGet() == 0) {
                            all.complete(null);
                        }
                    });
        }
        return all;
    }

    private ProducerRecord<String, byte[]> record(OutgoingEvent event) {
        ProducerRecord<String, byte[]> record =
                CloudEventHeaders.record(
                        event.topic(), null, event.key(), event.type(), service, event.value());
        event.headers().forEach(record.headers()::add);
        return record;
    }

    private static Thread senderThread(Runnable work) {
        Thread thread = new Thread(work, "event-sender");
        thread.setDaemon(true);
        return thread;
    }

    @PreDestroy
    void close() {
        sender.shutdown();
        producer.close(Duration.ofSeconds(10));
    }
}
