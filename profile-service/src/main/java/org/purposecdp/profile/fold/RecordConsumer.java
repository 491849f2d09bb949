package org.purposecdp.profile.fold;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.common.header.Header;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.record.ResolvedRecord;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.Batches;
import org.purposecdp.kit.messaging.FlowTopics;
import org.purposecdp.kit.state.PolicyHolder;
import org.purposecdp.profile.fragment.CategoryState;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Fragments;
import org.purposecdp.profile.fragment.Outcome;
import org.purposecdp.profile.gate.Gate;
import org.purposecdp.profile.subject.Nodes;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.subject.Profiles;

/** Takes resolved records in batches: stored as held, then decided. */
@ApplicationScoped
public class RecordConsumer {
    private final Nodes nodes;
    private final Profiles profiles;
    private final Fragments fragments;
    private final Folding folding;
    private final PolicyHolder policies;
    private final FoldConfig config;

    RecordConsumer(
            Nodes nodes,
            Profiles profiles,
            Fragments fragments,
            Folding folding,
            PolicyHolder policies,
            FoldConfig config) {
        this.nodes = nodes;
        this.profiles = profiles;
        this.fragments = fragments;
        this.folding = folding;
        this.policies = policies;
        this.config = config;
    }

    void register(@Observes StartupEvent event, FlowTopics topics) {
        topics.register(Topic.RECORDS_RESOLVED, ResolvedRecord.class, this::take);
    }

    private Uni<Void> take(List<Batches.Item<ResolvedRecord>> items) {
        Policy policy =
                policies.current()
                        .orElseThrow(() -> new IllegalStateException("no policy is in force"));
        requireAsNew(policy, items);
        Map<String, Fragment> received = new LinkedHashMap<>();
        Map<String, List<Header>> traces = new HashMap<>();
        for (Batches.Item<ResolvedRecord> item : items) {
            Fragment fragment = Fragment.of(item.value(), policy.catalogue());
            received.putIfAbsent(fragment.recordId(), fragment);
            if (!item.traceHeaders().isEmpty()) {
                traces.putIfAbsent(fragment.recordId(), item.traceHeaders());
            }
        }
        return withoutRefused(received.values(), policy)
                .chain(this::store)
                .chain(held -> folding.fold(held, traces));
    }

    /** By an older policy what the door let in would be dropped for want of an activity. */
    private static void requireAsNew(Policy policy, List<Batches.Item<ResolvedRecord>> items) {
        boolean newer =
                items.stream().anyMatch(item -> item.value().policyVersion() > policy.version());
        if (newer) {
            throw new IllegalStateException("the newest policy has not been read yet");
        }
    }

    /** What is denied already is never written: its values would be on the disk for nothing. */
    private Uni<List<Fragment>> withoutRefused(Collection<Fragment> received, Policy policy) {
        Set<String> nodeIds = received.stream().map(Fragment::nodeId).collect(Collectors.toSet());
        return nodes.holders(nodeIds)
                .chain(
                        holders ->
                                profiles.find(new HashSet<>(holders.values()))
                                        .map(
                                                found ->
                                                        withoutRefused(
                                                                received, holders, found, policy)));
    }

    private List<Fragment> withoutRefused(
            Collection<Fragment> received,
            Map<String, String> holders,
            Map<String, Profile> found,
            Policy policy) {
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Gate gate = new Gate(folding.bySource(policy), at, config.eraseAfter());
        List<Fragment> kept = new ArrayList<>(received.size());
        for (Fragment fragment : received) {
            Profile profile = found.get(holders.get(fragment.nodeId()));
            kept.add(
                    profile == null
                            ? fragment
                            : fragment.decided(
                                    onlyRefusals(
                                            gate.judge(fragment, profile.subject()).states())));
        }
        return kept;
    }

    private static Map<DataCategory, CategoryState> onlyRefusals(
            Map<DataCategory, CategoryState> states) {
        Map<DataCategory, CategoryState> refusals = new EnumMap<>(DataCategory.class);
        states.forEach(
                (category, state) ->
                        refusals.put(
                                category,
                                state.outcome() == Outcome.REFUSED
                                        ? state
                                        : CategoryState.UNDECIDED));
        return refusals;
    }

    /** Stores what is new; what is to be decided comes back. */
    private Uni<List<Fragment>> store(List<Fragment> received) {
        return fragments.insert(received).chain(repeated -> repeats(received, repeated));
    }

    private Uni<List<Fragment>> repeats(List<Fragment> received, Set<String> repeated) {
        Map<String, Fragment> byId =
                received.stream().collect(Collectors.toMap(Fragment::recordId, f -> f));
        List<Fragment> fresh =
                received.stream()
                        .filter(fragment -> !repeated.contains(fragment.recordId()))
                        .filter(Fragment::held)
                        .toList();
        return repeated.isEmpty()
                ? Uni.createFrom().item(fresh)
                : fragments
                        .find(repeated)
                        .chain(stored -> reopened(stored, byId))
                        .map(
                                undecided -> {
                                    List<Fragment> held = new ArrayList<>(fresh);
                                    held.addAll(undecided);
                                    return held;
                                });
    }

    /** A repeat of what was refused is judged again; one that was left undecided goes on. */
    private Uni<List<Fragment>> reopened(List<Fragment> stored, Map<String, Fragment> received) {
        List<Fragment> reopened = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        for (Fragment fragment : stored) {
            fragment.reopenedBy(received.get(fragment.recordId())).ifPresent(reopened::add);
            undecided.add(fragment.recordId());
        }
        return Multi.createFrom()
                .iterable(reopened)
                .onItem()
                .transformToUniAndConcatenate(fragments::reopen)
                .collect()
                .asList()
                .chain(ignored -> fragments.find(undecided))
                .map(found -> found.stream().filter(Fragment::held).toList());
    }
}
