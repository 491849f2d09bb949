package org.purposecdp.profile.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.messaging.FlowGate;
import org.purposecdp.kit.state.PolicyHolder;
import org.purposecdp.profile.fold.Folding;
import org.purposecdp.profile.fold.Publisher;
import org.purposecdp.profile.fold.Setbacks;
import org.purposecdp.profile.fragment.Fragments;
import org.purposecdp.profile.subject.Nodes;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.subject.Profiles;

/** Looks for what is due, a page at a time, until nothing is. */
@ApplicationScoped
public class Sweep {
    private static final int PAGE = 250;
    private static final int MOST_PAGES = 400;

    /** Profiles that fail alone before the store or the broker is thought to be away. */
    private static final int MOST_FAILURES = 3;

    /** What is held of a node that its Subject does not name is looked at again after this. */
    private static final Duration UNNAMED = Duration.ofMinutes(15);

    private final FlowGate gate;
    private final PolicyHolder policies;
    private final Profiles profiles;
    private final Fragments fragments;
    private final Nodes nodes;
    private final Folding folding;
    private final Publisher publisher;
    private final Setbacks setbacks;
    private volatile Set<String> unpublishedBefore = Set.of();

    Sweep(
            FlowGate gate,
            PolicyHolder policies,
            Profiles profiles,
            Fragments fragments,
            Nodes nodes,
            Folding folding,
            Publisher publisher,
            Setbacks setbacks) {
        this.gate = gate;
        this.policies = policies;
        this.profiles = profiles;
        this.fragments = fragments;
        this.nodes = nodes;
        this.folding = folding;
        this.publisher = publisher;
        this.setbacks = setbacks;
    }

    /** A new policy may take it minutes; the other two do not wait for it. */
    @Scheduled(every = "${cdp.sweep.every:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> profiles() {
        return once(this::profilesDue);
    }

    @Scheduled(every = "${cdp.sweep.every:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> fragments() {
        return once(this::fragmentsDue);
    }

    /** Of an instance that died before it had published them, too. */
    @Scheduled(every = "${cdp.sweep.every:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> changes() {
        return once(this::unpublished);
    }

    private Uni<Void> once(Supplier<Uni<Void>> work) {
        return gate.begins() && policies.current().isPresent()
                ? work.get()
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> profilesDue() {
        return Multi.createBy()
                .repeating()
                .uni(this::somethingDue)
                .whilst(due -> due.size() == PAGE)
                .select()
                .first(MOST_PAGES)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Set<String>> somethingDue() {
        return Uni.createFrom()
                .deferred(
                        () ->
                                profiles.due(
                                        folding.bySource(policies.current().orElseThrow()),
                                        Instant.now(),
                                        setbacks.paused(),
                                        PAGE))
                .call(this::refold);
    }

    private Uni<Void> fragmentsDue() {
        Instant at = Instant.now();
        return profiles.find(setbacks.paused())
                .map(paused -> nodes(paused.values()))
                .chain(paused -> fragments.nodesDue(at, paused, PAGE))
                .chain(due -> nodes.holders(due).chain(holders -> fragmentsDue(due, holders, at)));
    }

    private Uni<Void> fragmentsDue(Set<String> due, Map<String, String> holders, Instant at) {
        Set<String> holding = new HashSet<>(holders.values());
        return profiles.find(holding)
                .map(found -> without(due, nodes(found.values())))
                .chain(unnamed -> fragments.putOff(unnamed, at, at.plus(UNNAMED)))
                .chain(() -> refold(holding));
    }

    private static Set<String> nodes(Collection<Profile> some) {
        return some.stream()
                .flatMap(profile -> profile.subject().nodes().stream())
                .map(Subject.Node::nodeId)
                .collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> left = new HashSet<>(all);
        left.removeAll(some);
        return left;
    }

    /** Where some cannot be folded together, each by itself: the others go on. */
    private Uni<Void> refold(Collection<String> profileIds) {
        return folding.refold(profileIds)
                .onFailure()
                .recoverWithUni(
                        failure -> {
                            AtomicInteger failed = new AtomicInteger();
                            return Multi.createFrom()
                                    .iterable(profileIds)
                                    .onItem()
                                    .transformToUniAndConcatenate(one -> refold(one, failed))
                                    .onItem()
                                    .ignoreAsUni();
                        });
    }

    /** After some more than one profile is in the way: the next sweep begins with the others. */
    private Uni<Void> refold(String profileId, AtomicInteger failed) {
        return folding.refold(Set.of(profileId))
                .onFailure()
                .invoke(failure -> setbacks.note(profileId, failure))
                .onFailure(failure -> failed.incrementAndGet() < MOST_FAILURES)
                .recoverWithNull();
    }

    /** Only what was unpublished a sweep ago too: the rest is just being published. */
    private Uni<Void> unpublished() {
        return profiles.unpublished(setbacks.paused(), PAGE)
                .chain(
                        found -> {
                            Set<String> left = new HashSet<>(found);
                            left.retainAll(unpublishedBefore);
                            unpublishedBefore = found;
                            return publisher.publish(left);
                        });
    }
}
