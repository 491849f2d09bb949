package org.purposecdp.profile.sweep;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.kit.messaging.FlowGate;
import org.purposecdp.kit.state.PolicyHolder;
import org.purposecdp.profile.fold.Folding;
import org.purposecdp.profile.fold.Publisher;
import org.purposecdp.profile.fragment.Fragments;
import org.purposecdp.profile.subject.Nodes;
import org.purposecdp.profile.subject.Profiles;

/** Looks for what is due, a page at a time, until nothing is. */
@ApplicationScoped
public class Sweep {
    private static final int PAGE = 250;
    private static final int MOST_PAGES = 400;

    private final FlowGate gate;
    private final PolicyHolder policies;
    private final Profiles profiles;
    private final Fragments fragments;
    private final Nodes nodes;
    private final Folding folding;
    private final Publisher publisher;
    private Set<String> unpublishedBefore = Set.of();

    Sweep(
            FlowGate gate,
            PolicyHolder policies,
            Profiles profiles,
            Fragments fragments,
            Nodes nodes,
            Folding folding,
            Publisher publisher) {
        this.gate = gate;
        this.policies = policies;
        this.profiles = profiles;
        this.fragments = fragments;
        this.nodes = nodes;
        this.folding = folding;
        this.publisher = publisher;
    }

    @Scheduled(every = "${cdp.sweep.every:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return gate.open() && policies.current().isPresent()
                ? profilesDue(MOST_PAGES).chain(this::fragmentsDue).chain(this::unpublished)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> profilesDue(int pages) {
        long version = policies.current().map(Policy::version).orElse(0L);
        return profiles.due(version, Instant.now(), PAGE)
                .chain(
                        due ->
                                folding.refold(due)
                                        .chain(
                                                () ->
                                                        due.size() < PAGE || pages == 0
                                                                ? Uni.createFrom().voidItem()
                                                                : profilesDue(pages - 1)));
    }

    private Uni<Void> fragmentsDue() {
        return fragments
                .nodesDue(Instant.now(), PAGE)
                .chain(nodes::holders)
                .chain(holders -> folding.refold(new HashSet<>(holders.values())));
    }

    /** Only what was unpublished a sweep ago too: the rest is just being published. */
    private Uni<Void> unpublished() {
        return profiles.unpublished(PAGE)
                .chain(
                        found -> {
                            Set<String> left = new HashSet<>(found);
                            left.retainAll(unpublishedBefore);
                            unpublishedBefore = found;
                            return publisher.publish(left);
                        });
    }
}
