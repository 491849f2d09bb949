package org.purposecdp.profile.fold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.kit.messaging.Hopeless;
import org.purposecdp.profile.fragment.CategoryState;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Fragments;
import org.purposecdp.profile.fragment.Outcome;
import org.purposecdp.profile.gate.Gate;
import org.purposecdp.profile.gate.Judgement;
import org.purposecdp.profile.subject.Nodes;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.subject.Profiles;

/**
 * The way of a record into a profile: decided, stored once as it was decided, and admitted by one
 * compare-and-set of the document. Nothing remembers what is under way but the message that brought
 * it, whose offset waits until the change is told; a message that comes again has its profile
 * folded anew, and is told once more.
 */
@ApplicationScoped
class Admission {
    private final Nodes nodes;
    private final Profiles profiles;
    private final Fragments fragments;
    private final Folding folding;
    private final Setbacks setbacks;

    Admission(
            Nodes nodes,
            Profiles profiles,
            Fragments fragments,
            Folding folding,
            Setbacks setbacks) {
        this.nodes = nodes;
        this.profiles = profiles;
        this.fragments = fragments;
        this.folding = folding;
        this.setbacks = setbacks;
    }

    /**
     * A record and what was made of it.
     *
     * @param received nothing of it decided
     * @param stored as it is stored
     * @param holder profile that held the node then; null for nobody
     * @param profile by whose Subject it was decided; null where it stays held
     */
    private record Decided(
            Fragment received,
            Fragment stored,
            String holder,
            Profile profile,
            Judgement judgement) {

        boolean comesIn() {
            return profile != null && (stored.held() || stored.has(Outcome.MERGED));
        }
    }

    /** What of a batch is still to be done: records to be admitted, and profiles to fold anew. */
    private record Rest(List<Decided> admissible, Set<String> whole) {}

    Uni<Void> take(Collection<Fragment> received, Admitting admitting) {
        Basis basis = folding.basis();
        return decide(received, basis)
                .chain(
                        decided ->
                                fragments
                                        .insert(
                                                decided.values().stream()
                                                        .map(Decided::stored)
                                                        .toList())
                                        .chain(repeated -> repeats(decided, repeated))
                                        .chain(fresh -> placed(decided, fresh, admitting)))
                .chain(rest -> admit(rest, basis, admitting));
    }

    /**
     * By what is known of them. Where more is permitted than now, it shows when they are admitted;
     * what is refused nobody asks about again, so it is refused by what is stored.
     */
    private Uni<Map<String, Decided>> decide(Collection<Fragment> received, Basis basis) {
        return nodes.recentHolders(nodeIds(received))
                .chain(
                        holders ->
                                profiles.recent(new HashSet<>(holders.values()))
                                        .map(found -> decide(received, holders, found, basis))
                                        .call(decided -> refuseByStored(decided, holders, basis)));
    }

    private Uni<Void> refuseByStored(
            Map<String, Decided> decided, Map<String, String> holders, Basis basis) {
        List<Fragment> refused =
                decided.values().stream()
                        .filter(one -> one.stored().has(Outcome.REFUSED))
                        .map(Decided::received)
                        .toList();
        Set<String> concerned =
                refused.stream()
                        .map(fragment -> holders.get(fragment.nodeId()))
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        return concerned.isEmpty()
                ? Uni.createFrom().voidItem()
                : profiles.find(concerned)
                        .invoke(found -> decided.putAll(decide(refused, holders, found, basis)))
                        .replaceWithVoid();
    }

    private static Set<String> nodeIds(Collection<Fragment> some) {
        return some.stream().map(Fragment::nodeId).collect(Collectors.toSet());
    }

    private Map<String, Decided> decide(
            Collection<Fragment> received,
            Map<String, String> holders,
            Map<String, Profile> found,
            Basis basis) {
        Gate gate = basis.gate();
        Set<String> paused = setbacks.paused();
        Map<String, Decided> decided = new LinkedHashMap<>();
        for (Fragment fragment : received) {
            Profile profile = found.get(holders.get(fragment.nodeId()));
            decided.put(
                    fragment.recordId(),
                    profile == null || profile.subject().node(fragment.nodeId()).isEmpty()
                            ? new Decided(fragment, fragment, null, null, null)
                            : decide(fragment, profile, gate, paused));
        }
        return decided;
    }

    /** Who is set back is stale: the sweep comes to what is held of it now as well. */
    private static Decided decide(
            Fragment fragment, Profile profile, Gate gate, Set<String> paused) {
        Judgement judgement = gate.judge(fragment, profile.subject());
        String id = profile.profileId();
        return paused.contains(id)
                ? new Decided(
                        fragment,
                        fragment.decided(onlyRefusals(judgement.states())),
                        id,
                        null,
                        null)
                : new Decided(
                        fragment, fragment.decided(judgement.states()), id, profile, judgement);
    }

    /** What is denied already is never written: its values would be on the disk for nothing. */
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

    /**
     * What was there already.
     *
     * @param fresh ids of those that were not
     * @param again ids of those whose own message has come again, or that are open again
     */
    private record Repeats(Set<String> fresh, Set<String> again) {}

    private Uni<Repeats> repeats(Map<String, Decided> decided, Set<String> repeated) {
        Set<String> fresh = new HashSet<>(decided.keySet());
        fresh.removeAll(repeated);
        return fragments
                .find(repeated)
                .chain(
                        stored ->
                                Multi.createFrom()
                                        .iterable(stored)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                one -> again(one, decided.get(one.recordId())))
                                        .filter(Optional::isPresent)
                                        .map(Optional::get)
                                        .collect()
                                        .asSet())
                .map(again -> new Repeats(fresh, again));
    }

    /** A repeat of what was refused is judged again; any other changes nothing. */
    private Uni<Optional<String>> again(Fragment stored, Decided repeat) {
        Optional<String> id = Optional.of(stored.recordId());
        if (stored.origin().equals(repeat.received().origin())) {
            return Uni.createFrom().item(id);
        }
        return stored.reopenedBy(repeat.received())
                .filter(reopened -> !refusedAgain(stored, repeat))
                .map(reopened -> fragments.reopen(reopened).replaceWith(id))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Whoever sends it again and again has it judged, and nothing else done. */
    private static boolean refusedAgain(Fragment stored, Decided repeat) {
        return repeat.profile() != null
                && repeat.stored().states().entrySet().stream()
                        .filter(entry -> !keeps(stored.states().get(entry.getKey())))
                        .noneMatch(entry -> keeps(entry.getValue()));
    }

    private static boolean keeps(CategoryState state) {
        return state != null && state.outcome() != Outcome.REFUSED;
    }

    /**
     * Whether they were decided for who holds their nodes: read from the store, after they lie
     * there, so that whoever has taken a node over meanwhile has found them, or is found here.
     */
    private Uni<Rest> placed(Map<String, Decided> decided, Repeats repeats, Admitting admitting) {
        Set<String> concerned = new HashSet<>(repeats.fresh());
        concerned.addAll(repeats.again());
        Set<String> nodeIds =
                concerned.stream()
                        .map(id -> decided.get(id).received().nodeId())
                        .collect(Collectors.toSet());
        return nodes.holders(nodeIds).map(holders -> placed(decided, repeats, holders, admitting));
    }

    private static Rest placed(
            Map<String, Decided> decided,
            Repeats repeats,
            Map<String, String> holders,
            Admitting admitting) {
        Rest rest = new Rest(new ArrayList<>(), new HashSet<>());
        for (String id : repeats.fresh()) {
            Decided one = decided.get(id);
            String holder = holders.get(one.received().nodeId());
            if (!Objects.equals(holder, one.holder())) {
                anew(id, holder, rest, admitting);
            } else if (one.comesIn()) {
                rest.admissible().add(one);
            }
        }
        for (String id : repeats.again()) {
            anew(id, holders.get(decided.get(id).received().nodeId()), rest, admitting);
        }
        return rest;
    }

    /** What nobody holds its first Subject finds. */
    private static void anew(String recordId, String holder, Rest rest, Admitting admitting) {
        if (holder != null) {
            rest.whole().add(holder);
            admitting.add(holder, recordId);
        }
    }

    private Uni<Void> admit(Rest rest, Basis basis, Admitting admitting) {
        Map<String, List<Decided>> byProfile = new HashMap<>();
        rest.admissible()
                .forEach(
                        one ->
                                byProfile
                                        .computeIfAbsent(one.holder(), id -> new ArrayList<>())
                                        .add(one));
        List<Refolded> more = new ArrayList<>();
        byProfile.forEach(
                (profileId, ofProfile) -> {
                    ofProfile.forEach(one -> admitting.add(profileId, one.received().recordId()));
                    Profile profile = ofProfile.get(0).profile();
                    if (rest.whole().contains(profileId)
                            || profile.stale()
                            || !profile.current(basis.policy(), basis.at())) {
                        rest.whole().add(profileId);
                    } else {
                        more.add(more(profile, ofProfile, basis));
                    }
                });
        return folding.write(more, admitting)
                // Somebody's document takes no more: each of them by itself.
                .onFailure(Hopeless::is)
                .recoverWithItem(() -> ids(more))
                .chain(lost -> admitLost(lost, byProfile, more, rest, basis, admitting));
    }

    private static Refolded more(Profile profile, List<Decided> records, Basis basis) {
        Refold refold = Refold.more(profile, basis);
        records.forEach(one -> refold.admit(one.received(), one.stored(), one.judgement()));
        return refold.done();
    }

    private static Set<String> ids(List<Refolded> some) {
        return some.stream().map(one -> one.before().profileId()).collect(Collectors.toSet());
    }

    /**
     * Where somebody else came first with records, they are added to those; where a whole fold did,
     * it may have read them: only another tells what they are now.
     */
    private Uni<Void> admitLost(
            Set<String> lost,
            Map<String, List<Decided>> byProfile,
            List<Refolded> before,
            Rest rest,
            Basis basis,
            Admitting admitting) {
        return profiles.find(lost)
                .chain(
                        found -> {
                            Rest left = new Rest(new ArrayList<>(), new HashSet<>(rest.whole()));
                            for (String id : lost) {
                                Profile now = found.get(id);
                                if (now != null && sameFold(now, before, id)) {
                                    byProfile.get(id).stream()
                                            .map(one -> with(one, now))
                                            .forEach(left.admissible()::add);
                                } else {
                                    left.whole().add(id);
                                }
                            }
                            return left.admissible().isEmpty()
                                    ? folding.refold(left.whole(), admitting)
                                    : admit(left, basis, admitting);
                        });
    }

    private static boolean sameFold(Profile now, List<Refolded> before, String id) {
        return before.stream()
                .map(Refolded::before)
                .filter(profile -> profile.profileId().equals(id))
                .allMatch(
                        profile ->
                                profile.foldNumber() == now.foldNumber()
                                        && profile.subject().version() == now.subject().version());
    }

    private static Decided with(Decided one, Profile now) {
        return new Decided(one.received(), one.stored(), one.holder(), now, one.judgement());
    }
}
