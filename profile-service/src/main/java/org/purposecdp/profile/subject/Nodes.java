package org.purposecdp.profile.subject;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.smallrye.mutiny.Uni;
import org.bson.Document;

import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.database.Database;
import org.purposecdp.profile.database.Replies;

/** Which profile holds a node: of two Subjects that name it, the higher node version. */
@ApplicationScoped
public class Nodes {
    private static final int MOST_LATELY = 100_000;

    private final Database database;

    /** Who held it when it was looked up, or written, last. */
    private final Cache<String, String> lately =
            Caffeine.newBuilder().maximumSize(MOST_LATELY).build();

    Nodes(Database database) {
        this.database = database;
    }

    /** nodeId → profileId; nodes that nobody holds are left out. */
    public Uni<Map<String, String>> holders(Collection<String> nodeIds) {
        return nodeIds.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : Replies.all(database.nodes().find(Filters.in("_id", nodeIds)))
                        .map(
                                found ->
                                        found.stream()
                                                .collect(
                                                        Collectors.toMap(
                                                                node -> node.getString("_id"),
                                                                node ->
                                                                        node.getString(
                                                                                "profileId"))))
                        .invoke(lately::putAll);
    }

    /** As {@link #holders}, but as it was lately: it may have moved since. */
    public Uni<Map<String, String>> recentHolders(Collection<String> nodeIds) {
        Map<String, String> known = new HashMap<>(lately.getAllPresent(nodeIds));
        Set<String> others = new HashSet<>(nodeIds);
        others.removeAll(known.keySet());
        return holders(others)
                .map(
                        found -> {
                            known.putAll(found);
                            return known;
                        });
    }

    /** Those that are new, or have moved. */
    Uni<Void> put(Collection<Subject> subjects) {
        List<String> ids =
                subjects.stream()
                        .flatMap(subject -> subject.nodes().stream())
                        .map(Subject.Node::nodeId)
                        .toList();
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : Replies.all(
                                database.nodes()
                                        .find(Filters.in("_id", ids))
                                        .projection(new Document("version", 1)))
                        .chain(found -> put(subjects, versions(found)));
    }

    private static Map<String, Long> versions(List<Document> found) {
        Map<String, Long> versions = new HashMap<>();
        found.forEach(node -> versions.put(node.getString("_id"), node.getLong("version")));
        return versions;
    }

    private Uni<Void> put(Collection<Subject> subjects, Map<String, Long> stored) {
        List<WriteModel<Document>> writes = new ArrayList<>();
        for (Subject subject : subjects) {
            for (Subject.Node node : subject.nodes()) {
                if (stored.getOrDefault(node.nodeId(), -1L) >= node.version()) {
                    continue;
                }
                writes.add(
                        new UpdateOneModel<>(
                                Filters.and(
                                        Filters.eq("_id", node.nodeId()),
                                        Filters.lt("version", node.version())),
                                Updates.combine(
                                        Updates.set("profileId", subject.profileId()),
                                        Updates.set("version", node.version())),
                                new UpdateOptions().upsert(true)));
            }
        }
        return Upserts.write(database.nodes(), writes).eventually(() -> forget(subjects));
    }

    private void forget(Collection<Subject> subjects) {
        subjects.forEach(
                subject -> subject.nodes().forEach(node -> lately.invalidate(node.nodeId())));
    }
}
