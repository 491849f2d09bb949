package org.purposecdp.kit.messaging;

import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.test.Mock;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A producer without a broker: what it was given to send. */
@Mock
@Singleton
class SentRecords extends EventProducer {
    final List<ProducerRecord<String, byte[]>> records = new ArrayList<>();

    SentRecords() {
        super("localhost:1", "kit-test");
    }

    @Override
    Uni<Void> sendRecords(List<ProducerRecord<String, byte[]>> sent) {
        return Uni.createFrom().voidItem().invoke(() -> records.addAll(sent));
    }
}
