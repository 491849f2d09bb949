package org.purposecdp.kit.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.kit.messaging.Batches.Item;
import org.purposecdp.kit.messaging.Batches.Unreadable;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/**
 * Sets aside messages that nobody can read or take: sealed in the service's store, from which they
 * can be replayed, and told of in {@code <topic>.dlq} without their values. Whoever consumes waits
 * for it before the offset is committed, and tries again for as long as it fails.
 */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final EventProducer producer;
    private final DeadLetterStore store;
    private final TopicIds topics;
    private final LetterSeal seal;
    private final MeterRegistry meters;

    DeadLetters(
            EventProducer producer,
            DeadLetterStore store,
            TopicIds topics,
            MeterRegistry meters,
            @ConfigProperty(name = "cdp.identifier.key") String key) {
        this.producer = producer;
        this.store = store;
        this.topics = topics;
        this.meters = meters;
        this.seal = new LetterSeal(Pseudonyms.ofKey(key));
    }

    /**
     * Has the work take all messages at once; where that fails in a way that would fail again, each
     * alone, and those that fail alone are set aside. Other failures are the caller's to try again.
     */
    public <T> Uni<Void> take(List<Item<T>> items, Function<List<Item<T>>, Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(() -> work.apply(items))
                .onFailure(Hopeless::is)
                .recoverWithUni(
                        failure -> items.size() > 1 ? each(items, work) : aside(items, failure));
    }

    private <T> Uni<Void> each(List<Item<T>> items, Function<List<Item<T>>, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> take(List.of(item), work))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private <T> Uni<Void> aside(List<Item<T>> items, Throwable failure) {
        String reason = "failed with " + failure.getClass().getSimpleName();
        return send(items.stream().map(item -> new Unreadable(item.record(), reason)).toList());
    }

    /** Done when they are in the store, and Kafka has word of them. */
    public Uni<Void> send(List<Unreadable> messages) {
        return messages.isEmpty()
                ? Uni.createFrom().voidItem()
                : sealed(messages)
                        .call(letters -> store.keep(letters).invoke(kept -> tell(letters, kept)))
                        .chain(
                                letters ->
                                        producer.sendRecords(
                                                letters.stream().map(LetterSeal::notice).toList()));
    }

    private Uni<List<SealedLetter>> sealed(List<Unreadable> messages) {
        Set<String> names =
                messages.stream()
                        .map(message -> message.record().topic())
                        .collect(Collectors.toSet());
        return topics.of(names).map(ids -> sealed(messages, ids));
    }

    private List<SealedLetter> sealed(List<Unreadable> messages, Map<String, String> topicIds) {
        Instant now = Instant.now();
        return messages.stream()
                .map(message -> seal.seal(message, topicIds.get(message.record().topic()), now))
                .toList();
    }

    private void tell(List<SealedLetter> letters, Set<String> kept) {
        letters.stream()
                .map(SealedLetter::letter)
                .filter(letter -> kept.contains(letter.id()))
                .forEach(this::tell);
    }

    private void tell(DeadLetter letter) {
        counted(meters, letter.topic()).increment();
        LOG.errorf(
                "%s: partition %d offset %d %s, set aside",
                letter.topic(), letter.partition(), letter.offset(), letter.reason());
    }

    /** At 0 from the start on, or an alarm on its rise would not see the first. */
    static Counter counted(MeterRegistry meters, String topic) {
        return meters.counter("cdp.dead.letters", "topic", topic);
    }

    /**
     * Puts a letter's message on its topic once more. Should it fail again it is another letter.
     * Two who ask at once may both do so: consumers know a repeat.
     *
     * @throws ProblemException NOT_FOUND, CONFLICT
     */
    Uni<DeadLetter> replay(String id) {
        return store.find(id)
                .map(DeadLetters::replayable)
                .call(kept -> producer.sendRecords(List.of(opened(kept))))
                .map(kept -> kept.letter().replayed(Instant.now()))
                .call(replayed -> store.replayed(id, replayed.replayedAt()));
    }

    private static SealedLetter replayable(Optional<SealedLetter> found) {
        SealedLetter kept =
                found.orElseThrow(
                        () ->
                                new ProblemException(
                                        CommonProblem.NOT_FOUND,
                                        "no dead letter has this id: it was never here, was kept"
                                                + " for "
                                                + DeadLetterStore.KEPT.getDays()
                                                + " days, or was erased with its person's data"));
        if (kept.letter().replayedAt() != null) {
            throw new ProblemException(
                    CommonProblem.CONFLICT,
                    "it was replayed already; had it failed again, it would be another letter");
        }
        return kept;
    }

    private ProducerRecord<String, byte[]> opened(SealedLetter kept) {
        try {
            return seal.message(kept);
        } catch (IllegalStateException e) {
            throw new ProblemException(
                    CommonProblem.CONFLICT,
                    "it was sealed under another identifier key than this service has now");
        }
    }

    @Scheduled(every = "1h", delayed = "6m")
    Uni<Void> expire() {
        return store.expire();
    }
}
