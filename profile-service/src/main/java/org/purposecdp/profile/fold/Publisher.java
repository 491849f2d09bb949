package org.purposecdp.profile.fold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

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
import org.purposecdp.profile.subject.Profiles;
import org.purposecdp.profile.view.ViewState;

/** Tells activation what changed, then consent that the Subject version holds here. */
@ApplicationScoped
public class Publisher {
    private static final String POINT = "profile-service";

    /** Each may have kept as much as one fold has room for. */
    private static final int AT_ONCE = 10;

    private final Function<List<OutgoingEvent>, Uni<Void>> send;
    private final Profiles profiles;
    private final Setbacks setbacks;

    @Inject
    Publisher(EventProducer producer, Profiles profiles, Setbacks setbacks) {
        this(producer::sendAll, profiles, setbacks);
    }

    Publisher(Function<List<OutgoingEvent>, Uni<Void>> send, Profiles profiles, Setbacks setbacks) {
        this.send = send;
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
                                        found.values().stream()
                                                .filter(Publisher::folded)
                                                .map(Telling::kept)
                                                .toList(),
                                        Map.of()))
                .replaceWithVoid();
    }

    /** A Subject that is not folded yet is told of by who folds it. */
    private static boolean folded(Profile profile) {
        return profile.foldedVersion() == profile.subject().version();
    }

    /**
     * One that cannot be told of is set back, and nobody else waits for it.
     *
     * @return those profiles
     */
    Uni<Set<String>> publish(Collection<Telling> written, Map<String, List<Header>> traces) {
        List<Telling> waiting = new ArrayList<>();
        for (Telling telling : written) {
            if (telling.changes() || telling.acknowledges()) {
                waiting.add(telling);
            } else {
                setbacks.over(telling.profile().profileId());
            }
        }
        return tellAll(waiting, traces);
    }

    private Uni<Set<String>> tellAll(List<Telling> waiting, Map<String, List<Header>> traces) {
        return waiting.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : Uni.createFrom()
                        .deferred(() -> tell(waiting, traces))
                        .invoke(
                                () ->
                                        waiting.forEach(
                                                one -> setbacks.over(one.profile().profileId())))
                        .replaceWith(Set.<String>of())
                        .onFailure(Hopeless::is)
                        .recoverWithUni(
                                failure ->
                                        waiting.size() > 1
                                                ? each(waiting, traces)
                                                : setBack(waiting.get(0).profile(), failure));
    }

    private Uni<Set<String>> each(List<Telling> waiting, Map<String, List<Header>> traces) {
        return Multi.createFrom()
                .iterable(waiting)
                .onItem()
                .transformToUniAndConcatenate(one -> tellAll(List.of(one), traces))
                .collect()
                .in(HashSet::new, Set::addAll);
    }

    private Uni<Set<String>> setBack(Profile profile, Throwable failure) {
        setbacks.note(profile.profileId(), failure);
        return Uni.createFrom().item(Set.of(profile.profileId()));
    }

    private Uni<Void> tell(List<Telling> waiting, Map<String, List<Header>> traces) {
        List<OutgoingEvent> changes =
                waiting.stream()
                        .filter(Telling::changes)
                        .flatMap(telling -> changes(telling, traces).stream())
                        .toList();
        List<OutgoingEvent> acks =
                waiting.stream()
                        .filter(Telling::acknowledges)
                        .map(telling -> ack(telling.profile()))
                        .toList();
        List<Profile> kept = waiting.stream().filter(Telling::kept).map(Telling::profile).toList();
        return send.apply(changes)
                .chain(() -> acks.isEmpty() ? nothing() : send.apply(acks))
                .chain(() -> profiles.published(kept));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private static List<OutgoingEvent> changes(Telling telling, Map<String, List<Header>> traces) {
        Profile profile = telling.profile();
        Map<String, ProfileChange.Folded> records = new TreeMap<>();
        telling.records().forEach(record -> records.put(record.recordId(), record));
        List<Header> headers =
                records.keySet().stream()
                        .filter(traces::containsKey)
                        .findFirst()
                        .map(traces::get)
                        .orElse(List.of());
        Map<String, View> views = new HashMap<>();
        for (String purpose : telling.views()) {
            views.put(purpose, profile.views().getOrDefault(purpose, ViewState.EMPTY).view());
        }
        ProfileChange change =
                new ProfileChange(
                        profile.profileId(),
                        profile.number(),
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
