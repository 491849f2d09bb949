package org.purposecdp.profile.fold;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.record.ReceivedRecord.Event;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Outcome;
import org.purposecdp.profile.gate.Gate;
import org.purposecdp.profile.gate.Judgement;
import org.purposecdp.profile.moment.Moments;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.view.Fold;
import org.purposecdp.profile.view.ViewState;

/**
 * What a decision makes of a profile; pure.
 *
 * @param marks the fragments whose states change, as decided
 * @param changed purposes whose view differs
 * @param records newly folded in
 * @param whole whether all the profile's fragments were folded anew
 */
record Refolded(
        Profile before,
        long policyVersion,
        Map<String, ViewState> views,
        Instant until,
        List<Fragment> marks,
        Set<String> changed,
        List<ProfileChange.Folded> records,
        boolean whole) {

    /** Folds every fragment of the profile's nodes anew. */
    static Refolded whole(
            Profile profile,
            Collection<Fragment> all,
            Policy policy,
            Instant at,
            Duration suspension) {
        return fold(profile, Map.of(), null, all, policy, at, suspension, true);
    }

    /** Folds some more held fragments into views that are current. */
    static Refolded more(
            Profile profile,
            Collection<Fragment> held,
            Policy policy,
            Instant at,
            Duration suspension) {
        return fold(profile, profile.views(), profile.until(), held, policy, at, suspension, false);
    }

    private static Refolded fold(
            Profile profile,
            Map<String, ViewState> start,
            Instant startUntil,
            Collection<Fragment> fragments,
            Policy policy,
            Instant at,
            Duration suspension,
            boolean whole) {
        Gate gate = new Gate(policy, at, suspension);
        Map<String, ViewState> views = new TreeMap<>(start);
        List<Fragment> marks = new ArrayList<>();
        List<ProfileChange.Folded> records = new ArrayList<>();
        Instant until = startUntil;
        for (Fragment fragment : fragments) {
            Judgement judgement = gate.judge(fragment, profile.subject());
            until = Moments.earlier(until, judgement.turnsAt());
            Fragment decided = fragment.decided(judgement.states());
            // One that was folded and not marked is marked whatever comes out, so that whoever
            // still wants to mark it loses.
            if (!decided.states().equals(fragment.states())
                    || profile.folded().contains(fragment.recordId())) {
                marks.add(decided);
            }
            Set<String> entered = new TreeSet<>();
            for (Purpose purpose : Gate.purposesOfViews(policy)) {
                ViewState share = Fold.of(decided, purpose.id(), profile.subject(), judgement);
                until = Moments.earlier(until, share.until());
                if (!share.equals(ViewState.EMPTY)) {
                    views.merge(purpose.id(), share, ViewState::merge);
                }
                if (!share.nodes().isEmpty()) {
                    entered.add(purpose.id());
                }
            }
            if (newlyMerged(fragment, decided) && !entered.isEmpty()) {
                records.add(folded(fragment, decided, judgement, entered));
            }
        }
        return new Refolded(
                profile,
                policy.version(),
                views,
                until == null ? null : until.truncatedTo(ChronoUnit.MILLIS),
                marks,
                changed(profile.views(), views),
                records,
                whole);
    }

    /** Whether the profile document must be written for it. */
    boolean writes() {
        return whole
                ? !changed.isEmpty()
                        || !records.isEmpty()
                        || before.foldedVersion() != before.subject().version()
                        || before.policyVersion() != policyVersion
                        || !before.folded().isEmpty()
                        || !Objects.equals(until, before.until())
                        || !marks.isEmpty()
                : !changed.isEmpty()
                        || !records.isEmpty()
                        || !Objects.equals(until, before.until());
    }

    /** Whether activation must be told: of every view that changed and every Subject version. */
    boolean publishes() {
        return !changed.isEmpty()
                || !records.isEmpty()
                || before.foldedVersion() != before.subject().version();
    }

    private static boolean newlyMerged(Fragment before, Fragment after) {
        return after.states().entrySet().stream()
                .filter(entry -> entry.getValue().outcome() == Outcome.MERGED)
                .anyMatch(entry -> before.states().get(entry.getKey()).outcome() == Outcome.HELD);
    }

    private static ProfileChange.Folded folded(
            Fragment before, Fragment decided, Judgement judgement, Set<String> entered) {
        for (DataCategory category : new TreeSet<>(decided.values().keySet())) {
            Event event = decided.values().get(category).event();
            boolean isNew =
                    before.states().get(category).outcome() == Outcome.HELD
                            && decided.states().get(category).outcome() == Outcome.MERGED;
            if (event != null && isNew) {
                Set<String> purposes = new TreeSet<>();
                judgement
                        .keepings()
                        .get(category)
                        .forEach(
                                (purpose, keeping) -> {
                                    if (keeping.viewed()) {
                                        purposes.add(purpose);
                                    }
                                });
                return new ProfileChange.Folded(
                        decided.recordId(),
                        decided.nodeId(),
                        decided.source(),
                        event.name(),
                        category,
                        event.properties(),
                        purposes,
                        decided.occurredAt());
            }
        }
        return new ProfileChange.Folded(
                decided.recordId(),
                decided.nodeId(),
                decided.source(),
                null,
                null,
                Map.of(),
                entered,
                decided.occurredAt());
    }

    private static Set<String> changed(Map<String, ViewState> one, Map<String, ViewState> other) {
        Set<String> purposes = new TreeSet<>(one.keySet());
        purposes.addAll(other.keySet());
        purposes.removeIf(purpose -> Objects.equals(one.get(purpose), other.get(purpose)));
        return purposes;
    }
}
