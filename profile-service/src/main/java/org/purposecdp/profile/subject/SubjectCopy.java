package org.purposecdp.profile.subject;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.jboss.logging.Logger;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.FlowGate;
import org.purposecdp.kit.state.PolicyHolder;
import org.purposecdp.kit.state.StateRecord;
import org.purposecdp.kit.state.StateStore;
import org.purposecdp.kit.state.StateTopics;
import org.purposecdp.profile.database.Database;
import org.purposecdp.profile.database.Replies;

/**
 * The copy of the Subjects: who holds a node, then the Subject, then the fold. Until the state
 * topics have been read nothing is folded; the sweep does it after.
 */
@ApplicationScoped
public class SubjectCopy implements StateStore {
    private static final Logger LOG = Logger.getLogger(SubjectCopy.class);
    private static final String ID = Topic.SUBJECTS.topicName();

    private final Database database;
    private final Nodes nodes;
    private final Profiles profiles;
    private final SubjectFolding folding;
    private final StateTopics stateTopics;
    private final FlowGate gate;
    private final PolicyHolder policies;

    SubjectCopy(
            Database database,
            Nodes nodes,
            Profiles profiles,
            SubjectFolding folding,
            StateTopics stateTopics,
            FlowGate gate,
            PolicyHolder policies) {
        this.database = database;
        this.nodes = nodes;
        this.profiles = profiles;
        this.folding = folding;
        this.stateTopics = stateTopics;
        this.gate = gate;
        this.policies = policies;
    }

    void register(@Observes StartupEvent event) {
        stateTopics.register(Topic.SUBJECTS, this);
    }

    @Override
    public Uni<Map<Integer, Long>> offsets() {
        return Replies.one(database.offsets().find(Filters.eq("_id", ID)).first())
                .map(SubjectCopy::offsets);
    }

    private static Map<Integer, Long> offsets(Document stored) {
        Map<Integer, Long> offsets = new HashMap<>();
        if (stored != null) {
            stored.get("next", Document.class)
                    .forEach(
                            (partition, offset) ->
                                    offsets.put(
                                            Integer.valueOf(partition),
                                            ((Number) offset).longValue()));
        }
        return offsets;
    }

    @Override
    public Uni<Void> apply(List<StateRecord> batch, Map<Integer, Long> nextOffsets) {
        Map<String, Subject> newest = new HashMap<>();
        Set<String> acks = new HashSet<>();
        Set<String> unreadable = new HashSet<>();
        batch.forEach(record -> read(record, newest, acks, unreadable));
        return nodes.put(newest.values())
                .chain(() -> profiles.putSubjects(newest.values(), acks))
                .chain(() -> profiles.block(unreadable))
                .chain(
                        () ->
                                gate.open() && policies.current().isPresent()
                                        ? folding.refold(newest.keySet())
                                        : Uni.createFrom().voidItem())
                .chain(() -> store(nextOffsets));
    }

    private static void read(
            StateRecord record,
            Map<String, Subject> newest,
            Set<String> acks,
            Set<String> unreadable) {
        try {
            Subject subject = Json.parse(record.value(), Subject.class);
            newest.merge(
                    subject.profileId(),
                    subject,
                    (one, other) -> one.version() > other.version() ? one : other);
            unreadable.remove(record.key());
            if (subject.ack()) {
                acks.add(subject.profileId());
            }
        } catch (UncheckedIOException | NullPointerException e) {
            unreadable.add(record.key());
            LOG.errorf(
                    "the subject at %d/%d cannot be read: its profile is blocked",
                    record.partition(), record.offset());
        }
    }

    private Uni<Void> store(Map<Integer, Long> nextOffsets) {
        Document next = new Document();
        nextOffsets.forEach((partition, offset) -> next.append("next." + partition, offset));
        return next.isEmpty()
                ? Uni.createFrom().voidItem()
                : Replies.one(
                                database.offsets()
                                        .updateOne(
                                                Filters.eq("_id", ID),
                                                new Document("$set", next),
                                                new UpdateOptions().upsert(true)))
                        .replaceWithVoid();
    }
}
