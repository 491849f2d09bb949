package org.purposecdp.identity.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.common.header.Header;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.identity.outcome.Outcome;
import org.purposecdp.identity.outcome.Outcomes;
import org.purposecdp.identity.source.Source;
import org.purposecdp.kit.messaging.Backlog;
import org.purposecdp.kit.messaging.EventProducer;
import org.purposecdp.kit.messaging.OutgoingEvent;
import org.purposecdp.kit.messaging.Traces;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Hands good records to Kafka, and notes the bad ones. */
@ApplicationScoped
public class Intake {
    private final Pseudonyms pseudonyms;
    private final EventProducer producer;
    private final Outcomes outcomes;
    private final Backlog backlog;
    private final RecentRecords recent;
    private final MeterRegistry meters;

    Intake(
            Pseudonyms pseudonyms,
            EventProducer producer,
            Outcomes outcomes,
            Backlog backlog,
            RecentRecords recent,
            MeterRegistry meters) {
        this.pseudonyms = pseudonyms;
        this.producer = producer;
        this.outcomes = outcomes;
        this.backlog = backlog;
        this.recent = recent;
        this.meters = meters;
    }

    /**
     * Done when Kafka has the good ones and the bad ones are noted.
     *
     * @throws ProblemException 503 while a subscriber is too far behind
     */
    public Uni<Void> take(Source source, List<Reading> readings) {
        if (backlog.tooOld()) {
            throw new ProblemException(
                            CommonProblem.NOT_READY,
                            "what was sent earlier is not read yet; send it again later")
                    .withRetryAfter(60);
        }
        List<Header> trace = Traces.current();
        List<OutgoingEvent> events = new ArrayList<>(readings.size());
        List<Outcome> invalid = new ArrayList<>();
        for (Reading reading : readings) {
            if (reading.record() != null) {
                events.add(received(reading.record(), trace));
            } else {
                note(source, reading, invalid);
            }
        }
        meters.counter("cdp.records.received", "source", source.id()).increment(events.size());
        return producer.sendAll(events)
                .chain(() -> outcomes.store(invalid))
                .invoke(() -> recent.note(source.id(), readings));
    }

    private void note(Source source, Reading reading, List<Outcome> invalid) {
        String reason = reading.invalid().tag();
        meters.counter("cdp.events.invalid", "source", source.id(), "reason", reason).increment();
        if (reading.messageId() != null) {
            invalid.add(
                    Outcome.invalid(
                            pseudonyms.record(source.id(), reading.messageId()),
                            reading.invalid().name()));
        }
    }

    /** The key is the same for all records of a node: its source and first identifier. */
    private OutgoingEvent received(ReceivedRecord record, List<Header> trace) {
        String key =
                pseudonyms.node(record.source(), List.of(record.identifiers().get(0)), Map.of());
        return new OutgoingEvent(
                Topic.RECORDS_RECEIVED, key, "record.received.v1", Json.bytes(record), trace);
    }
}
