package org.purposecdp.identity.capture;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.common.header.Header;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.identity.consent.ConsentFirst;
import org.purposecdp.identity.consent.ConsentFirst.Judgement;
import org.purposecdp.identity.consent.ConsentFirst.Verdict;
import org.purposecdp.identity.outcome.Outcome;
import org.purposecdp.identity.outcome.Outcomes;
import org.purposecdp.identity.source.Source;
import org.purposecdp.kit.messaging.Backlog;
import org.purposecdp.kit.messaging.EventProducer;
import org.purposecdp.kit.messaging.OutgoingEvent;
import org.purposecdp.kit.messaging.Traces;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.work.Workers;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.partitioningBy;

/** Hands good records to Kafka, and notes the bad ones. */
@ApplicationScoped
public class Intake {
    /** They are written sooner than handed over. */
    private static final int FEW_RECORDS = 10;

    private final Pseudonyms pseudonyms;
    private final EventProducer producer;
    private final Outcomes outcomes;
    private final Backlog backlog;
    private final RecentRecords recent;
    private final ConsentFirst consentFirst;
    private final MeterRegistry meters;
    private final Workers workers;

    Intake(
            Pseudonyms pseudonyms,
            EventProducer producer,
            Outcomes outcomes,
            Backlog backlog,
            RecentRecords recent,
            ConsentFirst consentFirst,
            MeterRegistry meters,
            Workers workers) {
        this.pseudonyms = pseudonyms;
        this.producer = producer;
        this.outcomes = outcomes;
        this.backlog = backlog;
        this.recent = recent;
        this.consentFirst = consentFirst;
        this.meters = meters;
        this.workers = workers;
    }

    /**
     * Done when Kafka has the good ones, and the bad ones and what devices said are noted.
     *
     * @return what became of them: of a device that has not said yes nothing is taken
     * @throws ProblemException 503 while a subscriber is too far behind
     */
    public Uni<List<Reading>> take(Source source, List<Reading> readings) {
        if (backlog.tooOld()) {
            throw new ProblemException(
                            CommonProblem.NOT_READY,
                            "what was sent earlier is not read yet; send it again later")
                    .withRetryAfter(60);
        }
        List<Header> trace = Traces.current();
        return consentFirst
                .judge(source, records(readings))
                .chain(judgement -> take(source, readings, judgement, trace));
    }

    /** What would become of them; nothing is kept. */
    public Uni<List<Reading>> wouldTake(Source source, List<Reading> readings) {
        return consentFirst
                .judge(source, records(readings))
                .map(judgement -> judged(readings, judgement.verdicts()));
    }

    /** What is to be judged. */
    static List<ReceivedRecord> records(List<Reading> readings) {
        return readings.stream().map(Reading::speaks).filter(Objects::nonNull).toList();
    }

    private Uni<List<Reading>> take(
            Source source, List<Reading> readings, Judgement judgement, List<Header> trace) {
        List<Reading> judged = judged(readings, judgement.verdicts());
        List<Outcome> invalid = new ArrayList<>();
        judged.stream()
                .filter(reading -> reading.record() == null)
                .forEach(reading -> note(source, reading, invalid));
        meters.counter("cdp.records.received", "source", source.id())
                .increment(judged.stream().filter(reading -> reading.record() != null).count());
        count(source, readings);
        return workers.run(readings.size() > FEW_RECORDS, () -> received(judgement, trace))
                .chain(producer::sendAll)
                .chain(() -> consentFirst.keep(judgement))
                .chain(() -> outcomes.store(invalid))
                .invoke(() -> recent.note(source.id(), judged))
                .replaceWith(judged);
    }

    /**
     * @param judged a verdict for each of {@link #records}
     */
    static List<Reading> judged(List<Reading> readings, List<Verdict> judged) {
        Iterator<Verdict> verdicts = judged.iterator();
        return readings.stream()
                .map(
                        reading ->
                                reading.speaks() == null
                                        ? reading
                                        : judged(reading, verdicts.next()))
                .toList();
    }

    /** What was no record before stays refused for its own reason. */
    private static Reading judged(Reading reading, Verdict verdict) {
        return reading.record() == null || verdict.taken()
                ? reading
                : Reading.invalid(reading.messageId(), InvalidEvent.NO_CONSENT_YET);
    }

    /** A consent tool that says what nobody understands is seen by it. */
    private void count(Source source, List<Reading> readings) {
        Map<Boolean, Long> words =
                records(readings).stream()
                        .filter(record -> record.consent() != null)
                        .flatMap(record -> record.consent().values().stream())
                        .collect(partitioningBy(word -> word != Word.UNCLEAR, counting()));
        words.forEach(
                (understood, many) ->
                        meters.counter(
                                        "cdp.consent.words",
                                        "source",
                                        source.id(),
                                        "understood",
                                        understood.toString())
                                .increment(many));
    }

    private void note(Source source, Reading reading, List<Outcome> invalid) {
        if (reading.invalid() == InvalidEvent.NO_CONSENT_YET) {
            meters.counter("cdp.records.without.consent", "source", source.id()).increment();
            return;
        }
        String reason = reading.invalid().tag();
        meters.counter("cdp.events.invalid", "source", source.id(), "reason", reason).increment();
        if (reading.messageId() != null) {
            invalid.add(
                    Outcome.invalid(
                            pseudonyms.record(source.id(), reading.messageId()),
                            reading.invalid().name()));
        }
    }

    private List<OutgoingEvent> received(Judgement judgement, List<Header> trace) {
        return judgement.verdicts().stream()
                .map(Verdict::goesOn)
                .filter(Objects::nonNull)
                .map(record -> received(record, trace))
                .toList();
    }

    /** The key is the same for all records of a node: its source and first identifier. */
    private OutgoingEvent received(ReceivedRecord record, List<Header> trace) {
        String first = pseudonyms.identifier(record.identifiers().get(0));
        String key = pseudonyms.received(record.source(), first);
        return new OutgoingEvent(
                Topic.RECORDS_RECEIVED, key, "record.received.v1", Json.bytes(record), trace);
    }
}
