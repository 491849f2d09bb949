package org.purposecdp.profile.subject;

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

    private final Database database;
    private final Nodes nodes;
    private final Profiles profiles;
    private final MongoDeadLetters letters;
    private final SubjectFolding folding;
    private final StateTopics stateTopics;
    private final FlowGate gate;
    private final PolicyHolder policies;

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
        return nodes.put(newest.subjects().values())
                .chain(() -> profiles.putSubjects(newest))
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
                                        ? folding.refold(newest.subjects().keySet())
                                        : Uni.createFrom().voidItem())
                .chain(() -> store(nextOffsets));
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
                                                new Document("$max", next),
                                                new UpdateOptions().upsert(true)))
                        .replaceWithVoid();
    }
}
