package org.purposecdp.identity.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.capture.Intake;
import org.purposecdp.identity.record.PartnerRecords;
import org.purposecdp.identity.source.Source;
import org.purposecdp.identity.source.Sources;
import org.purposecdp.identity.topic.SourceTopicTable.Stored;
import org.purposecdp.kit.messaging.ConsumerSettings;

/** Reads the topics on file, each by a group that all instances share. */
@ApplicationScoped
class SourceTopicReaders {
    private static final Logger LOG = Logger.getLogger(SourceTopicReaders.class);

    private final SourceTopicTable topics;
    private final Sources sources;
    private final Intake intake;
    private final PartnerRecords records;
    private final Pseudonyms pseudonyms;
    private final ConsumerSettings settings;
    private final Map<String, SourceTopicReader> reading = new HashMap<>();

    SourceTopicReaders(
            SourceTopicTable topics,
            Sources sources,
            Intake intake,
            Supplier<Normaliser> normaliser,
            Pseudonyms pseudonyms,
            ConsumerSettings settings) {
        this.topics = topics;
        this.sources = sources;
        this.intake = intake;
        this.records = new PartnerRecords(normaliser, pseudonyms);
        this.pseudonyms = pseudonyms;
        this.settings = settings;
    }

    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return topics.all()
                .chain(this::follow)
                .onFailure()
                .invoke(e -> LOG.warnf("topics were not looked up: %s, again", e.getClass()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> follow(List<Stored> all) {
        Map<String, Stored> byKey = new HashMap<>();
        all.forEach(stored -> byKey.put(key(stored), stored));
        synchronized (reading) {
            reading.entrySet()
                    .removeIf(
                            entry -> {
                                boolean ended = !byKey.containsKey(entry.getKey());
                                if (ended) {
                                    entry.getValue().close();
                                }
                                return ended;
                            });
            byKey.keySet().removeAll(reading.keySet());
        }
        Uni<Void> begun = Uni.createFrom().voidItem();
        for (Stored stored : byKey.values()) {
            begun =
                    begun.chain(() -> sources.ofId(stored.source()))
                            .invoke(found -> found.ifPresent(source -> begin(stored, source)))
                            .replaceWithVoid();
        }
        return begun;
    }

    private void begin(Stored stored, Source source) {
        SourceTopicReader reader =
                new SourceTopicReader(
                        stored.topic(), source, sources, intake, records, pseudonyms, settings);
        synchronized (reading) {
            reading.put(key(stored), reader);
        }
        reader.start();
    }

    private static String key(Stored stored) {
        return stored.source() + ' ' + stored.revision().number() + ' ' + stored.topic().topic();
    }

    @PreDestroy
    void close() {
        synchronized (reading) {
            reading.values().forEach(SourceTopicReader::close);
        }
    }
}
