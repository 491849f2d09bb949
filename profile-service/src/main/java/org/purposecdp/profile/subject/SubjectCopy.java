package org.purposecdp.profile.subject;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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

import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.FlowGate;
import org.purposecdp.kit.messaging.OwnNo;
import org.purposecdp.kit.state.PolicyHolder;
import org.purposecdp.kit.state.StateRecord;
import org.purposecdp.kit.state.StateStore;
import org.purposecdp.kit.state.StateTopics;
import org.purposecdp.kit.state.SubjectBatch;
import org.purposecdp.profile.database.Database;
import org.purposecdp.profile.database.Replies;
import org.purposecdp.profile.letter.MongoDeadLetters;

/**
 * The copy of the Subjects: who holds a node, then the Subject, then the fold. Until the state
 * topics have been read nothing is folded; the sweep does it after.
 */
@ApplicationScoped
public class SubjectCopy implements StateStore {
    private static final String ID = Topic.SUBJECTS.topicName();
    private static final Duration SAVED_EVERY = Duration.ofSeconds(5);

    private final Database database;
    private final Nodes nodes;
    private final Profiles profiles;
    private final MongoDeadLetters letters;
    private final SubjectFolding folding;
    private final StateTopics stateTopics;
    private final FlowGate gate;
    private final PolicyHolder policies;
    private final Map<Integer, Long> unsaved = new HashMap<>();
    private Instant savedAt = Instant.EPOCH;

    SubjectCopy(
            Database database,
            Nodes nodes,
            Profiles profiles,
            MongoDeadLetters letters,
            SubjectFolding folding,
            StateTopics stateTopics,
            FlowGate gate,
            PolicyHolder policies) {
        this.database = database;
        this.nodes = nodes;
        this.profiles = profiles;
        this.letters = letters;
        this.folding = folding;
        this.stateTopics = stateTopics;
        this.gate = gate;
        this.policies = policies;
    }

    void register(@Observes StartupEvent event) {
        stateTopics.register(Topic.SUBJECTS, this);
    }

    /** A newer version of this service may read what blocks a profile. */
    @Override
    public Uni<Map<Integer, Long>> offsets() {
        return Replies.one(database.offsets().find(Filters.eq("_id", ID)).first())
                .map(SubjectCopy::offsets)
                .flatMap(next -> profiles.blocked().map(blocked -> least(next, blocked)));
    }

    private static Map<Integer, Long> least(Map<Integer, Long> next, Map<Integer, Long> blocked) {
        blocked.forEach(
                (partition, offset) ->
                        next.computeIfPresent(partition, (p, known) -> Math.min(known, offset)));
        return next;
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
        SubjectBatch newest = SubjectBatch.of(batch);
        return profiles.newer(newest.subjects().values())
                .chain(newer -> apply(newer, newest))
                .chain(() -> store(nextOffsets));
    }

    private Uni<Void> apply(List<Subject> newer, SubjectBatch newest) {
        return nodes.put(newer)
                .chain(() -> profiles.putSubjects(newer, newest))
                .chain(() -> profiles.block(newest.unreadable().values()))
                .chain(
                        () ->
                                letters.erase(
                                        OwnNo.until(
                                                newest.subjects().values(),
                                                (subject, node) -> Set.of(node.nodeId()))))
                .chain(
                        () ->
                                gate.open() && policies.current().isPresent()
                                        ? folding.refold(
                                                newer.stream().map(Subject::profileId).toList())
                                        : Uni.createFrom().voidItem());
    }

    /** Now and then: what is read again after a start is applied already. */
    private Uni<Void> store(Map<Integer, Long> nextOffsets) {
        unsaved.putAll(nextOffsets);
        Instant now = Instant.now();
        if (unsaved.isEmpty() || savedAt.plus(SAVED_EVERY).isAfter(now)) {
            return Uni.createFrom().voidItem();
        }
        Document next = new Document();
        unsaved.forEach((partition, offset) -> next.append("next." + partition, offset));
        return Replies.one(
                        database.offsets()
                                .updateOne(
                                        Filters.eq("_id", ID),
                                        new Document("$max", next),
                                        new UpdateOptions().upsert(true)))
                .invoke(
                        () -> {
                            savedAt = now;
                            unsaved.clear();
                        })
                .replaceWithVoid();
    }
}
