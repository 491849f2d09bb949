package org.purposecdp.profile.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.PolicyBySource;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Mark;
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
        return folded(Refold.whole(profile, basis(policy, at, suspension), room), all);
    }

    static Refolded more(
            Profile profile,
            Collection<Fragment> held,
            Policy policy,
            Instant at,
            Duration suspension) {
        return folded(Refold.more(profile, basis(policy, at, suspension)), held);
    }

    private static Refolded folded(Refold refold, Collection<Fragment> fragments) {
        fragments.forEach(refold::add);
        return refold.done();
    }

    private static Basis basis(Policy policy, Instant at, Duration suspension) {
        return new Basis(new PolicyBySource(policy), at, suspension);
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
