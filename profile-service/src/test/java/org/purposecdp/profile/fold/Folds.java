package org.purposecdp.profile.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.PolicyBySource;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Mark;
import org.purposecdp.profile.gate.Judgement;
import org.purposecdp.profile.subject.Profile;

/** Folds of fragments that are all there at once. */
final class Folds {
    private Folds() {}

    static Refolded whole(
            Profile profile,
            Collection<Fragment> all,
            Policy policy,
            Instant at,
            Duration suspension) {
        return whole(profile, all, policy, at, suspension, record -> true);
    }

    static Refolded whole(
            Profile profile,
            Collection<Fragment> all,
            Policy policy,
            Instant at,
            Duration suspension,
            Predicate<ProfileChange.Folded> room) {
        return folded(Refold.whole(profile, basis(policy, at, suspension), Set.of(), room), all);
    }

    /** While some of them are just coming in. */
    static Refolded admitting(
            Profile profile,
            Set<String> recordIds,
            Collection<Fragment> all,
            Policy policy,
            Instant at,
            Duration suspension) {
        return folded(
                Refold.whole(profile, basis(policy, at, suspension), recordIds, record -> true),
                all);
    }

    static Refolded more(
            Profile profile,
            Collection<Fragment> received,
            Policy policy,
            Instant at,
            Duration suspension) {
        Basis basis = basis(policy, at, suspension);
        Refold refold = Refold.more(profile, basis);
        for (Fragment each : received) {
            Judgement judgement = basis.gate().judge(each, profile.subject());
            refold.admit(each, each.decided(judgement.states()), judgement);
        }
        return refold.done();
    }

    private static Refolded folded(Refold refold, Collection<Fragment> fragments) {
        fragments.forEach(refold::add);
        return refold.done();
    }

    private static Basis basis(Policy policy, Instant at, Duration suspension) {
        return new Basis(new PolicyBySource(policy), at, suspension);
    }

    /** As it is stored when it comes in. */
    static Fragment decided(
            Fragment received, Profile profile, Policy policy, Instant at, Duration suspension) {
        return received.decided(
                basis(policy, at, suspension).gate().judge(received, profile.subject()).states());
    }

    /** These fragments as they are stored once it is written. */
    static List<Fragment> stored(Refolded refolded, Fragment... before) {
        Map<String, Mark> marks =
                refolded.marks().stream().collect(Collectors.toMap(Mark::recordId, m -> m));
        return Stream.of(before)
                .map(
                        fragment ->
                                marks.containsKey(fragment.recordId())
                                        ? fragment.decided(marks.get(fragment.recordId()).states())
                                        : fragment)
                .toList();
    }
}
