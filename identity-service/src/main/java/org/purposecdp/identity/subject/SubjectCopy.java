package org.purposecdp.identity.subject;

import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.OwnNo;
import org.purposecdp.kit.messaging.PostgresDeadLetters;
import org.purposecdp.kit.state.StateOffsets;
import org.purposecdp.kit.state.StateRecord;
import org.purposecdp.kit.state.StateStore;
import org.purposecdp.kit.state.StateTopics;
import org.purposecdp.kit.state.SubjectBatch;

/** Writes the copy of the subjects, and marks what they bar: nodes first, then subjects. */
@ApplicationScoped
class SubjectCopy implements StateStore {
    private static final StateOffsets OFFSETS = new StateOffsets(Topic.SUBJECTS, "subject");

    private final Pool pool;
    private final Pseudonyms pseudonyms;
    private final Marker marker;
    private final Acknowledgements acknowledgements;
    private final Event<SubjectsMarked> marked;
    private final SubjectTable table = new SubjectTable();

    SubjectCopy(
            Pool pool,
            Pseudonyms pseudonyms,
            Marker marker,
            Acknowledgements acknowledgements,
            Event<SubjectsMarked> marked) {
        this.pool = pool;
        this.pseudonyms = pseudonyms;
        this.marker = marker;
        this.acknowledgements = acknowledgements;
        this.marked = marked;
    }

    void register(@Observes StartupEvent event, StateTopics topics) {
        topics.register(Topic.SUBJECTS, this);
    }

    @Override
    public Uni<Map<Integer, Long>> offsets() {
        return OFFSETS.read(pool);
    }

    @Override
    public Uni<Void> apply(List<StateRecord> batch, Map<Integer, Long> nextOffsets) {
        SubjectBatch newest = SubjectBatch.of(batch);
        return pool.withTransaction(
                        tx ->
                                table.nodes(tx, newest.nodes())
                                        .chain(() -> table.subjects(tx, newest))
                                        .chain(newer -> mark(tx, newest, newer))
                                        .chain(() -> table.block(tx, newest.unreadable().values()))
                                        .chain(() -> eraseLetters(tx, newest))
                                        .chain(() -> OFFSETS.write(tx, nextOffsets)))
                .invoke(() -> marked.fire(new SubjectsMarked()))
                .invoke(acknowledgements::wake);
    }

    private Uni<Void> mark(SqlConnection tx, SubjectBatch newest, Set<String> newer) {
        return marker.mark(
                tx,
                newest.subjects().values().stream()
                        .filter(subject -> newer.contains(subject.profileId()))
                        .toList());
    }

    private Uni<Void> eraseLetters(SqlConnection tx, SubjectBatch newest) {
        return PostgresDeadLetters.erase(
                tx,
                OwnNo.until(
                        newest.subjects().values(),
                        (subject, node) ->
                                node.identifiers().stream()
                                        .map(first -> pseudonyms.received(node.source(), first))
                                        .toList()));
    }
}
