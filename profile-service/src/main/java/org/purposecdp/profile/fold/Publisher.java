package org.purposecdp.profile.fold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.common.header.Header;

import org.purposecdp.contracts.fence.FenceAck;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.EventProducer;
import org.purposecdp.kit.messaging.OutgoingEvent;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.subject.Profile.Unpublished;
import org.purposecdp.profile.subject.Profiles;
import org.purposecdp.profile.view.ViewState;

/** Tells activation what changed, then consent that the Subject version holds here. */
@ApplicationScoped
public class Publisher {
    private static final String POINT = "profile-service";

    private final EventProducer producer;
    private final Profiles profiles;

    Publisher(EventProducer producer, Profiles profiles) {
        this.producer = producer;
        this.profiles = profiles;
    }

    /** Publishes what profiles have kept for it, as after a crash. */
    public Uni<Void> publish(Set<String> profileIds) {
        return profiles.find(profileIds)
                .chain(
                        found ->
                                publish(
                                        found.values().stream().filter(Publisher::folded).toList(),
                                        Map.of(),
                                        Map.of()));
    }

    /** A Subject that is not folded yet is told of by who folds it. */
    private static boolean folded(Profile profile) {
        return profile.foldedVersion() == profile.subject().version();
    }

    /**
     * @param marked profileId → records that its fold need not remember any more; forgotten in the
     *     write that says what was published
     */
    Uni<Void> publish(
            Collection<Profile> written,
            Map<String, Set<String>> marked,
            Map<String, List<Header>> traces) {
        List<Profile> waiting =
                written.stream().filter(p -> !p.unpublished().isEmpty() || p.ackPending()).toList();
        Map<String, Set<String>> silent = new HashMap<>(marked);
        waiting.forEach(profile -> silent.remove(profile.profileId()));
        return profiles.forgetFolded(silent).chain(() -> tell(waiting, marked, traces));
    }

    private Uni<Void> tell(
            List<Profile> waiting,
            Map<String, Set<String>> marked,
            Map<String, List<Header>> traces) {
        if (waiting.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<OutgoingEvent> changes =
                waiting.stream()
                        .filter(profile -> !profile.unpublished().isEmpty())
                        .map(profile -> change(profile, traces))
                        .toList();
        List<OutgoingEvent> acks =
                waiting.stream().filter(Profile::ackPending).map(Publisher::ack).toList();
        return producer.sendAll(changes)
                .chain(() -> producer.sendAll(acks))
                .chain(() -> profiles.published(waiting, marked))
                .chain(
                        all ->
                                all
                                        ? Uni.createFrom().voidItem()
                                        : profiles.forgetFolded(marked)
                                                .chain(() -> again(waiting)));
    }

    /** Of those that changed since, the newest view must be the last that was sent. */
    private Uni<Void> again(List<Profile> sent) {
        Map<String, Profile> before =
                sent.stream().collect(Collectors.toMap(Profile::profileId, p -> p));
        return profiles.find(before.keySet())
                .chain(
                        found ->
                                publish(
                                        found.values().stream()
                                                .filter(Publisher::folded)
                                                .filter(p -> changed(p, before))
                                                .map(p -> resent(p, before.get(p.profileId())))
                                                .toList(),
                                        Map.of(),
                                        Map.of()));
    }

    private static boolean changed(Profile now, Map<String, Profile> before) {
        return !now.rev().equals(before.get(now.profileId()).rev());
    }

    private static Profile resent(Profile now, Profile before) {
        List<Unpublished> entries = new ArrayList<>(now.unpublished());
        Set<String> views = new TreeSet<>();
        before.unpublished().forEach(entry -> views.addAll(entry.views()));
        entries.add(new Unpublished("again", views, List.of()));
        return now.withUnpublished(entries);
    }

    private static OutgoingEvent change(Profile profile, Map<String, List<Header>> traces) {
        Set<String> purposes = new TreeSet<>();
        Map<String, ProfileChange.Folded> records = new TreeMap<>();
        List<Header> headers = new ArrayList<>();
        for (Unpublished entry : profile.unpublished()) {
            purposes.addAll(entry.views());
            entry.records().forEach(record -> records.put(record.recordId(), record));
        }
        records.keySet().stream()
                .filter(traces::containsKey)
                .findFirst()
                .map(traces::get)
                .ifPresent(headers::addAll);
        Map<String, View> views = new HashMap<>();
        for (String purpose : purposes) {
            views.put(purpose, profile.views().getOrDefault(purpose, ViewState.EMPTY).view());
        }
        ProfileChange change =
                new ProfileChange(
                        profile.profileId(),
                        profile.subject().version(),
                        profile.policyVersion(),
                        profile.subject().ended(),
                        views,
                        List.copyOf(records.values()));
        return new OutgoingEvent(
                Topic.PROFILE_CHANGES,
                profile.profileId(),
                "profile.changed.v1",
                Json.bytes(change),
                headers);
    }

    private static OutgoingEvent ack(Profile profile) {
        FenceAck ack = new FenceAck(profile.profileId(), POINT, profile.subject().version());
        return new OutgoingEvent(
                Topic.FENCE_ACKS,
                profile.profileId(),
                "fence.acknowledged.v1",
                Json.bytes(ack),
                List.of());
    }
}
