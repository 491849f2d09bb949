package org.purposecdp.kit.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Cost goes by polls, not by events. So after a poll that brought something there is a wait for
 * more, the less the fewer came; one that brought nothing has waited at the broker already.
 */
public final class Gathering {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_WAIT_MS = 20;
    private static final int ENOUGH = 500;

    private Gathering() {}

    /** In order for each partition; empty when nothing came for a second. */
    public static List<ConsumerRecord<String, byte[]>> poll(Consumer<String, byte[]> consumer) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        consumer.poll(POLL).forEach(records::add);
        if (records.isEmpty() || records.size() >= ENOUGH) {
            return records;
        }
        pause(Math.min(MOST_WAIT_MS, records.size()));
        consumer.poll(Duration.ZERO).forEach(records::add);
        return records;
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
