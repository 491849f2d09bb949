package org.purposecdp.profile.fold;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.record.ReceivedRecord.Event;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Outcome;
import org.purposecdp.profile.gate.Judgement;
import org.purposecdp.profile.view.Fold;
import org.purposecdp.profile.view.ViewState;

/**
 * What one fragment adds to a profile; pure.
 *
 * @param views purpose → its share; those with nothing to say are left out
 * @param record what is told of it where it came in by this decision; null otherwise
 */
record Share(Map<String, ViewState> views, ProfileChange.Folded record) {

    static Share of(
            Fragment before,
            Fragment decided,
            Judgement judgement,
            List<Purpose> purposes,
            Subject subject) {
        Map<String, ViewState> shares = new HashMap<>();
        Set<String> entered = new TreeSet<>();
        for (Purpose purpose : purposes) {
            ViewState share = Fold.of(decided, purpose.id(), subject, judgement);
            if (!share.equals(ViewState.EMPTY)) {
                shares.put(purpose.id(), share);
            }
            if (!share.nodes().isEmpty()) {
                entered.add(purpose.id());
            }
        }
        return new Share(
                shares,
                newlyMerged(before, decided) && !entered.isEmpty()
                        ? folded(before, decided, judgement, entered)
                        : null);
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
}
