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

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.common.header.Header;

import org.purposecdp.contracts.fence.FenceAck;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.EventProducer;
import org.purposecdp.kit.messaging.Hopeless;
import org.purposecdp.kit.messaging.OutgoingEvent;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.subject.Profile.Unpublished;
import org.purposecdp.profile.subject.Profiles;
import org.purposecdp.profile.view.ViewState;

/** Tells activation what changed, then consent that the Subject version holds here. */
@ApplicationScoped
public class Publisher {
    private static final String POINT = "profile-service";

    /** Each may have kept as much as one fold has room for. */
    private static final int AT_ONCE = 10;

    private final EventProducer producer;
    private final Profiles profiles;
    private final Setbacks setbacks;

    Publisher(EventProducer producer, Profiles profiles, Setbacks setbacks) {
        this.producer = producer;
        this.profiles = profiles;
        this.setbacks = setbacks;
    }

    /** Publishes what profiles have kept for it, as after a crash. */
    public Uni<Void> publish(Set<String> profileIds) {
        return Multi.createFrom()
                .iterable(profileIds)
                .group()
                .intoLists()
                .of(AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(this::publishKept)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> publishKept(List<String> profileIds) {
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
        Map<Boolean, List<Profile>> tells =
                written.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        p -> !p.unpublished().isEmpty() || p.ackPending()));
        List<Profile> waiting = tells.get(true);
        tells.get(false).forEach(profile -> setbacks.over(profile.profileId()));
        Map<String, Set<String>> silent = new HashMap<>(marked);
        waiting.forEach(profile -> silent.remove(profile.profileId()));
        return profiles.forgetFolded(silent).chain(() -> tellAll(waiting, marked, traces));
    }

    /** One that cannot be told of keeps what it has to tell, and nobody else waits for it. */
    private Uni<Void> tellAll(
            List<Profile> waiting,
            Map<String, Set<String>> marked,
            Map<String, List<Header>> traces) {
        return waiting.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .deferred(() -> tell(waiting, marked, traces))
                        .invoke(() -> waiting.forEach(one -> setbacks.over(one.profileId())))
                        .onFailure(Hopeless::is)
                        .recoverWithUni(
                                failure ->
                                        waiting.size() > 1
                                                ? each(waiting, marked, traces)
                                                : setBack(waiting.get(0), failure));
    }

    private Uni<Void> each(
            List<Profile> waiting,
            Map<String, Set<String>> marked,
            Map<String, List<Header>> traces) {
        return Multi.createFrom()
                .iterable(waiting)
                .onItem()
                .transformToUniAndConcatenate(one -> tellAll(List.of(one), marked, traces))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> setBack(Profile profile, Throwable failure) {
        setbacks.note(profile.profileId(), failure);
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> tell(
            List<Profile> waiting,
            Map<String, Set<String>> marked,
            Map<String, List<Header>> traces) {
        List<OutgoingEvent> changes =
                waiting.stream()
                        .filter(profile -> !profile.unpublished().isEmpty())
                        .flatMap(profile -> changes(profile, traces).stream())
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

    private static List<OutgoingEvent> changes(Profile profile, Map<String, List<Header>> traces) {
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
                        false,
                        views,
                        List.copyOf(records.values()));
        return Pieces.of(change).stream()
                .map(
                        piece ->
                                new OutgoingEvent(
                                        Topic.PROFILE_CHANGES,
                                        profile.profileId(),
                                        "profile.changed.v1",
                                        piece,
                                        headers))
                .toList();
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
