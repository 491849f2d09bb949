package org.purposecdp.profile.fold;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.PolicyBySource;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.messaging.Hopeless;
import org.purposecdp.kit.state.PolicyHolder;
import org.purposecdp.profile.fragment.Fragments;
import org.purposecdp.profile.fragment.Mark;
import org.purposecdp.profile.subject.Nodes;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.subject.Profiles;
import org.purposecdp.profile.subject.SubjectFolding;

/**
 * Folds profiles anew, some at a time, for what was held and is folded in now lies in the profile's
 * document until it is told. What has no room yet stays held, and the profile stale, so that the
 * sweep goes on with it. One profile that cannot be folded stops nobody else: it is set back, and
 * shows nothing meanwhile that its Subject does not permit.
 */
@ApplicationScoped
public class Folding implements SubjectFolding {
    /** They read fragments together. */
    private static final int PROFILES = 100;

    private final Nodes nodes;
    private final Profiles profiles;
    private final Fragments fragments;
    private final Publisher publisher;
    private final Supplier<Optional<Policy>> policies;
    private final Setbacks setbacks;
    private final FoldConfig config;
    private volatile PolicyBySource bySource;

    @Inject
    Folding(
            Nodes nodes,
            Profiles profiles,
            Fragments fragments,
            Publisher publisher,
            PolicyHolder policies,
            Setbacks setbacks,
            FoldConfig config) {
        this(nodes, profiles, fragments, publisher, policies::current, setbacks, config);
    }

    Folding(
            Nodes nodes,
            Profiles profiles,
            Fragments fragments,
            Publisher publisher,
            Supplier<Optional<Policy>> policies,
            Setbacks setbacks,
            FoldConfig config) {
        this.nodes = nodes;
        this.profiles = profiles;
        this.fragments = fragments;
        this.publisher = publisher;
        this.policies = policies;
        this.setbacks = setbacks;
        this.config = config;
    }

    /** Without a policy nothing is decided: it fails, and the caller comes again. */
    Basis basis() {
        Policy policy =
                policies.get()
                        .orElseThrow(() -> new IllegalStateException("no policy is in force"));
        return new Basis(
                bySource(policy),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                config.eraseAfter());
    }

    /** As a fold reads it; worked out once for each. */
    public PolicyBySource bySource(Policy policy) {
        PolicyBySource last = bySource;
        if (last == null || last.whole() != policy) {
            last = new PolicyBySource(policy);
            bySource = last;
        }
        return last;
    }

    /** Folds these profiles anew from all fragments of their nodes. */
    @Override
    public Uni<Void> refold(Collection<String> profileIds) {
        return refold(profileIds, Admitting.NOTHING);
    }

    /** Some of them since records came in at their door. */
    Uni<Void> refold(Collection<String> profileIds, Admitting admitting) {
        return Multi.createFrom()
                .iterable(profileIds)
                .group()
                .intoLists()
                .of(PROFILES)
                .onItem()
                .transformToUniAndConcatenate(some -> refoldSome(some, admitting))
                .onItem()
                .ignoreAsUni();
    }

    /** Together; where that fails in a way that would fail again, each by itself. */
    private Uni<Void> refoldSome(Collection<String> profileIds, Admitting admitting) {
        return profiles.find(profileIds)
                .call(found -> setBack(without(profileIds, found.keySet()), admitting))
                .chain(found -> refolded(found, admitting))
                .chain(refolded -> write(refolded, admitting))
                .onFailure(Hopeless::is)
                .recoverWithUni(failure -> each(profileIds, admitting, failure))
                .chain(
                        lost ->
                                lost.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : refoldSome(lost, admitting));
    }

    private static Set<String> without(Collection<String> all, Set<String> some) {
        Set<String> left = new HashSet<>(all);
        left.removeAll(some);
        return left;
    }

    private Uni<Set<String>> each(
            Collection<String> profileIds, Admitting admitting, Throwable failure) {
        if (profileIds.size() == 1) {
            String profileId = profileIds.iterator().next();
            setbacks.note(profileId, failure);
            return setBack(Set.of(profileId), admitting).replaceWith(Set.of());
        }
        return Multi.createFrom()
                .iterable(profileIds)
                .onItem()
                .transformToUniAndConcatenate(one -> refoldSome(Set.of(one), admitting))
                .onItem()
                .ignoreAsUni()
                .replaceWith(Set.of());
    }

    private Uni<Void> setBack(Set<String> profileIds, Admitting admitting) {
        return setBack(profileIds, admitting.recordsOf(profileIds));
    }

    /**
     * They stay stale, so that the sweep comes back to them. What came in at the door is held until
     * then; whoever holds it now may have found it as it was.
     */
    private Uni<Void> setBack(Set<String> profileIds, Set<String> recordIds) {
        return profileIds.isEmpty() && recordIds.isEmpty()
                ? Uni.createFrom().voidItem()
                : fragments
                        .hold(recordIds)
                        .chain(nodes::holders)
                        .chain(
                                holders -> {
                                    Set<String> all = new HashSet<>(profileIds);
                                    all.addAll(holders.values());
                                    return profiles.stale(all);
                                });
    }

    private Uni<List<Refolded>> refolded(Map<String, Profile> found, Admitting admitting) {
        Set<String> nodeIds =
                found.values().stream()
                        .flatMap(profile -> profile.subject().nodes().stream())
                        .map(Subject.Node::nodeId)
                        .collect(Collectors.toSet());
        return nodes.holders(nodeIds)
                .chain(holders -> refolded(found, nodeIds, holders, admitting));
    }

    private Uni<List<Refolded>> refolded(
            Map<String, Profile> found,
            Set<String> nodeIds,
            Map<String, String> holders,
            Admitting admitting) {
        Basis basis = basis();
        Room room = new Room();
        Map<String, Refold> refolds = new HashMap<>();
        found.forEach(
                (id, one) ->
                        refolds.put(
                                id,
                                Refold.whole(
                                        one, basis, admitting.recordsOf(id), room(one, room))));
        return fragments
                .eachOf(
                        nodeIds,
                        fragment -> {
                            Refold refold = refolds.get(holders.get(fragment.nodeId()));
                            if (refold != null) {
                                refold.add(fragment);
                            }
                        })
                .map(done -> refolds.values().stream().map(Refold::done).toList());
    }

    /** What is folded in and not told yet goes out first. */
    private static Predicate<ProfileChange.Folded> room(Profile profile, Room room) {
        return profile.recordsUnpublished() > 0 ? record -> false : room::takes;
    }

    /**
     * Profiles first, then the marks, then the word to others.
     *
     * @return whose document somebody else wrote meanwhile
     */
    Uni<Set<String>> write(List<Refolded> refolded, Admitting admitting) {
        Map<String, Profile> written = new HashMap<>();
        List<Profiles.Write> writes = new ArrayList<>();
        for (Refolded one : refolded) {
            if (one.writes()) {
                Profile after = one.after();
                written.put(after.profileId(), after);
                writes.add(new Profiles.Write(one.before(), after, one.whole()));
            }
        }
        return profiles.compareAndSet(writes)
                .chain(winners -> mark(refolded, written, winners, admitting));
    }

    private Uni<Set<String>> mark(
            List<Refolded> refolded,
            Map<String, Profile> written,
            Set<String> winners,
            Admitting admitting) {
        Set<String> lost = without(written.keySet(), winners);
        List<Telling> tellings = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        Map<String, String> byRecord = new HashMap<>();
        Set<String> missing = new HashSet<>();
        for (Refolded one : refolded) {
            String profileId = one.before().profileId();
            if (winners.contains(profileId)) {
                tellings.add(Telling.of(one, written.get(profileId)));
            }
            if (!lost.contains(profileId)) {
                missing.addAll(one.missing());
                marks.addAll(one.marks());
                one.marks().forEach(mark -> byRecord.put(mark.recordId(), profileId));
            }
        }
        return fragments
                .mark(marks)
                .invoke(
                        notMarked ->
                                // Somebody marked by another decision: fold that profile anew.
                                notMarked.stream().map(byRecord::get).forEach(lost::add))
                .chain(() -> publisher.publish(tellings, admitting.traces()))
                .call(untold -> setBack(untold, admitting))
                .call(() -> setBack(Set.of(), missing))
                .replaceWith(lost);
    }
}
