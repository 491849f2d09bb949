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
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.common.header.Header;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.state.PolicyHolder;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Fragments;
import org.purposecdp.profile.subject.Nodes;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.subject.Profile.Unpublished;
import org.purposecdp.profile.subject.Profiles;
import org.purposecdp.profile.subject.SubjectFolding;

/** Folds held fragments into profiles, and profiles anew. */
@ApplicationScoped
public class Folding implements SubjectFolding {
    private final Nodes nodes;
    private final Profiles profiles;
    private final Fragments fragments;
    private final Publisher publisher;
    private final PolicyHolder policies;
    private final FoldConfig config;

    Folding(
            Nodes nodes,
            Profiles profiles,
            Fragments fragments,
            Publisher publisher,
            PolicyHolder policies,
            FoldConfig config) {
        this.nodes = nodes;
        this.profiles = profiles;
        this.fragments = fragments;
        this.publisher = publisher;
        this.policies = policies;
        this.config = config;
    }

    /** Without a policy nothing is decided: it fails, and the caller comes again. */
    private Policy policy() {
        return policies.current()
                .orElseThrow(() -> new IllegalStateException("no policy is in force"));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
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
        Policy policy = policy();
        Instant at = now();
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
        Set<String> whole = new HashSet<>();
        byProfile.forEach(
                (profileId, ofProfile) -> {
                    Profile profile = found.get(profileId);
                    boolean touched =
                            ofProfile.stream()
                                    .anyMatch(
                                            f ->
                                                    profile.folded().contains(f.recordId())
                                                            || f.rev()
                                                                    != revs.getOrDefault(
                                                                            f.recordId(), -1L));
                    if (touched || !profile.current(policy.version(), at)) {
                        whole.add(profileId);
                    } else {
                        more.add(
                                Refolded.more(profile, ofProfile, policy, at, config.eraseAfter()));
                    }
                });
        return write(more, traces).invoke(whole::addAll).chain(() -> refold(whole, traces));
    }

    /** Folds these profiles anew from all fragments of their nodes. */
    @Override
    public Uni<Void> refold(Collection<String> profileIds) {
        return refold(profileIds, Map.of());
    }

    private Uni<Void> refold(Collection<String> profileIds, Map<String, List<Header>> traces) {
        return profileIds.isEmpty()
                ? Uni.createFrom().voidItem()
                : profiles.find(profileIds)
                        .chain(this::refolded)
                        .chain(refolded -> write(refolded, traces))
                        .chain(lost -> refold(lost, traces));
    }

    private Uni<List<Refolded>> refolded(Map<String, Profile> found) {
        Set<String> nodeIds =
                found.values().stream()
                        .flatMap(profile -> profile.subject().nodes().stream())
                        .map(Subject.Node::nodeId)
                        .collect(Collectors.toSet());
        return nodes.holders(nodeIds)
                .chain(
                        holders ->
                                fragments
                                        .ofNodes(nodeIds)
                                        .map(stored -> refolded(found, holders, stored)));
    }

    private List<Refolded> refolded(
            Map<String, Profile> found, Map<String, String> holders, List<Fragment> stored) {
        Policy policy = policy();
        Instant at = now();
        Map<String, List<Fragment>> byProfile =
                stored.stream()
                        .filter(fragment -> holders.containsKey(fragment.nodeId()))
                        .collect(Collectors.groupingBy(f -> holders.get(f.nodeId())));
        return found.values().stream()
                .map(
                        profile ->
                                Refolded.whole(
                                        profile,
                                        byProfile.getOrDefault(profile.profileId(), List.of()),
                                        policy,
                                        at,
                                        config.eraseAfter()))
                .toList();
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
        Unpublished entry =
                refolded.publishes()
                        ? new Unpublished(
                                UUID.randomUUID().toString(),
                                refolded.changed(),
                                refolded.records())
                        : null;
        List<Unpublished> unpublished = new ArrayList<>(before.unpublished());
        if (entry != null) {
            unpublished.add(entry);
        }
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
                        refolded.policyVersion(),
                        refolded.views(),
                        folded,
                        refolded.until(),
                        unpublished,
                        before.ackPending());
        return new Profiles.Write(before, after, refolded.whole() ? null : added, entry);
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
        List<Fragment> marks = new ArrayList<>();
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
