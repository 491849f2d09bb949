package org.purposecdp.profile.fold;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.common.header.Header;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.PolicyBySource;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.messaging.Hopeless;
import org.purposecdp.kit.state.PolicyHolder;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Fragments;
import org.purposecdp.profile.fragment.Mark;
import org.purposecdp.profile.subject.Nodes;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.subject.Profile.Unpublished;
import org.purposecdp.profile.subject.Profiles;
import org.purposecdp.profile.subject.SubjectFolding;

/**
 * Folds held fragments into profiles, and profiles anew: some at a time, for what is newly folded
 * in lies in the profile's document until it is told. What has no room yet stays held, and the
 * profile stale, so that the sweep goes on with it. One profile that cannot be folded stops nobody
 * else: it is set back, and shows nothing meanwhile that its Subject does not permit.
 */
@ApplicationScoped
public class Folding implements SubjectFolding {
    /** Whole folds that read fragments together. */
    private static final int PROFILES = 100;

    /** Held fragments that are folded into current views of one profile together. */
    private static final int FRAGMENTS = 100;

    private final Nodes nodes;
    private final Profiles profiles;
    private final Fragments fragments;
    private final Publisher publisher;
    private final PolicyHolder policies;
    private final Setbacks setbacks;
    private final FoldConfig config;
    private volatile PolicyBySource bySource;

    Folding(
            Nodes nodes,
            Profiles profiles,
            Fragments fragments,
            Publisher publisher,
            PolicyHolder policies,
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
    private Basis basis() {
        Policy policy =
                policies.current()
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

    /**
     * Decides fragments that are stored as held.
     *
     * @param traces trace headers by record id
     */
    public Uni<Void> fold(Collection<Fragment> held, Map<String, List<Header>> traces) {
        if (held.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<String> nodeIds = held.stream().map(Fragment::nodeId).collect(Collectors.toSet());
        return nodes.holders(nodeIds)
                .chain(
                        holders ->
                                profiles.find(new HashSet<>(holders.values()))
                                        .chain(found -> fold(held, holders, found, traces)));
    }

    /**
     * Whoever folds a profile anew folds in what is held, marks it and forgets it; so whether
     * somebody has marked a fragment is looked up after its profile was read. A later one makes the
     * compare-and-set fail.
     */
    private Uni<Void> fold(
            Collection<Fragment> held,
            Map<String, String> holders,
            Map<String, Profile> found,
            Map<String, List<Header>> traces) {
        return fragments
                .revs(held.stream().map(Fragment::recordId).toList())
                .chain(revs -> fold(held, holders, found, revs, traces));
    }

    private Uni<Void> fold(
            Collection<Fragment> held,
            Map<String, String> holders,
            Map<String, Profile> found,
            Map<String, Long> revs,
            Map<String, List<Header>> traces) {
        Basis basis = basis();
        Map<String, List<Fragment>> byProfile = new HashMap<>();
        for (Fragment fragment : held) {
            Profile profile = found.get(holders.get(fragment.nodeId()));
            // Nobody names it yet: it stays held, and its first Subject will find it.
            if (profile != null && profile.subject().node(fragment.nodeId()).isPresent()) {
                byProfile
                        .computeIfAbsent(profile.profileId(), id -> new ArrayList<>())
                        .add(fragment);
            }
        }
        List<Refolded> more = new ArrayList<>();
        List<Fragment> later = new ArrayList<>();
        Set<String> whole = new HashSet<>();
        // Who is set back is stale: the sweep comes to what is held now as well.
        byProfile.keySet().removeAll(setbacks.paused());
        byProfile.forEach(
                (profileId, ofProfile) -> {
                    Profile profile = found.get(profileId);
                    if (touched(profile, ofProfile, revs)
                            || profile.stale()
                            || profile.recordsUnpublished() > FRAGMENTS
                            || !profile.current(basis.policy(), basis.at())) {
                        whole.add(profileId);
                    } else {
                        int some = Math.min(FRAGMENTS, ofProfile.size());
                        Refold refold = Refold.more(profile, basis);
                        ofProfile.subList(0, some).forEach(refold::add);
                        more.add(refold.done());
                        later.addAll(ofProfile.subList(some, ofProfile.size()));
                    }
                });
        return write(more, traces)
                // Somebody's document takes no more: each of them by itself.
                .onFailure(Hopeless::is)
                .recoverWithItem(() -> ids(more))
                .invoke(whole::addAll)
                .chain(() -> refold(whole, traces))
                .chain(() -> fold(later, traces));
    }

    private static boolean touched(
            Profile profile, List<Fragment> fragments, Map<String, Long> revs) {
        return fragments.stream()
                .anyMatch(
                        f ->
                                profile.folded().contains(f.recordId())
                                        || f.rev() != revs.getOrDefault(f.recordId(), -1L));
    }

    private static Set<String> ids(List<Refolded> some) {
        return some.stream().map(one -> one.before().profileId()).collect(Collectors.toSet());
    }

    /** Folds these profiles anew from all fragments of their nodes. */
    @Override
    public Uni<Void> refold(Collection<String> profileIds) {
        return refold(profileIds, Map.of());
    }

    private Uni<Void> refold(Collection<String> profileIds, Map<String, List<Header>> traces) {
        return Multi.createFrom()
                .iterable(profileIds)
                .group()
                .intoLists()
                .of(PROFILES)
                .onItem()
                .transformToUniAndConcatenate(some -> refoldSome(some, traces))
                .onItem()
                .ignoreAsUni();
    }

    /** Together; where that fails in a way that would fail again, each by itself. */
    private Uni<Void> refoldSome(Collection<String> profileIds, Map<String, List<Header>> traces) {
        return profiles.find(profileIds)
                .chain(this::refolded)
                .chain(refolded -> write(refolded, traces))
                .onFailure(Hopeless::is)
                .recoverWithUni(failure -> each(profileIds, traces, failure))
                .chain(
                        lost ->
                                lost.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : refoldSome(lost, traces));
    }

    private Uni<Set<String>> each(
            Collection<String> profileIds, Map<String, List<Header>> traces, Throwable failure) {
        if (profileIds.size() == 1) {
            return setBack(profileIds.iterator().next(), failure);
        }
        return Multi.createFrom()
                .iterable(profileIds)
                .onItem()
                .transformToUniAndConcatenate(one -> refoldSome(Set.of(one), traces))
                .onItem()
                .ignoreAsUni()
                .replaceWith(Set.of());
    }

    /** It stays stale, so that the sweep comes back to it. */
    private Uni<Set<String>> setBack(String profileId, Throwable failure) {
        setbacks.note(profileId, failure);
        return profiles.stale(profileId).replaceWith(Set.of());
    }

    private Uni<List<Refolded>> refolded(Map<String, Profile> found) {
        Set<String> nodeIds =
                found.values().stream()
                        .flatMap(profile -> profile.subject().nodes().stream())
                        .map(Subject.Node::nodeId)
                        .collect(Collectors.toSet());
        return nodes.holders(nodeIds).chain(holders -> refolded(found, nodeIds, holders));
    }

    private Uni<List<Refolded>> refolded(
            Map<String, Profile> found, Set<String> nodeIds, Map<String, String> holders) {
        Basis basis = basis();
        Room room = new Room();
        Map<String, Refold> refolds = new HashMap<>();
        found.forEach((id, one) -> refolds.put(id, Refold.whole(one, basis, room(one, room))));
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

    /** Profile first, then the marks, then the word to others; who lost comes back. */
    private Uni<Set<String>> write(List<Refolded> refolded, Map<String, List<Header>> traces) {
        List<Profiles.Write> writes =
                refolded.stream().filter(Refolded::writes).map(Folding::write).toList();
        return profiles.compareAndSet(writes)
                .chain(winners -> mark(refolded, writes, winners, traces));
    }

    private static Profiles.Write write(Refolded refolded) {
        Profile before = refolded.before();
        Set<String> added =
                refolded.records().stream()
                        .map(ProfileChange.Folded::recordId)
                        .collect(Collectors.toSet());
        Set<String> folded = new HashSet<>(refolded.whole() ? Set.of() : before.folded());
        folded.addAll(added);
        Profile after =
                new Profile(
                        before.profileId(),
                        UUID.randomUUID().toString(),
                        before.subject(),
                        before.subject().version(),
                        refolded.basis().policy().whole().version(),
                        refolded.basis().policy().prints(before.sources()),
                        refolded.views(),
                        folded,
                        refolded.until(),
                        refolded.left(),
                        unpublished(refolded),
                        before.ackPending());
        return new Profiles.Write(
                before, after, refolded.whole() ? null : added, refolded.publishes());
    }

    /** One entry for all that has still to be told, so that no list grows while nobody is told. */
    private static List<Unpublished> unpublished(Refolded refolded) {
        List<Unpublished> before = refolded.before().unpublished();
        if (!refolded.publishes()) {
            return before;
        }
        Set<String> views = new HashSet<>(refolded.changed());
        List<ProfileChange.Folded> records = new ArrayList<>();
        for (Unpublished entry : before) {
            views.addAll(entry.views());
            records.addAll(entry.records());
        }
        records.addAll(refolded.records());
        return List.of(new Unpublished(UUID.randomUUID().toString(), views, records));
    }

    private Uni<Set<String>> mark(
            List<Refolded> refolded,
            List<Profiles.Write> writes,
            Set<String> winners,
            Map<String, List<Header>> traces) {
        Set<String> lost = new HashSet<>();
        List<Profile> written = new ArrayList<>();
        Map<String, Set<String>> folded = new HashMap<>();
        for (Profiles.Write write : writes) {
            String profileId = write.after().profileId();
            if (winners.contains(profileId)) {
                written.add(write.after());
                folded.put(
                        profileId, write.added() == null ? write.after().folded() : write.added());
            } else {
                lost.add(profileId);
            }
        }
        List<Mark> marks = new ArrayList<>();
        Map<String, String> byRecord = new HashMap<>();
        for (Refolded one : refolded) {
            String profileId = one.before().profileId();
            if (!lost.contains(profileId)) {
                marks.addAll(one.marks());
                one.marks().forEach(f -> byRecord.put(f.recordId(), profileId));
            }
        }
        return fragments
                .mark(marks)
                .invoke(
                        notMarked ->
                                // Somebody marked by another decision: fold that profile anew.
                                notMarked.stream().map(byRecord::get).forEach(lost::add))
                .chain(() -> publisher.publish(written, folded, traces))
                .replaceWith(lost);
    }
}
