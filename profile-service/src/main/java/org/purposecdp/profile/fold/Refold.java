package org.purposecdp.profile.fold;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.record.ReceivedRecord.Event;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Mark;
import org.purposecdp.profile.fragment.Outcome;
import org.purposecdp.profile.gate.Gate;
import org.purposecdp.profile.gate.Judgement;
import org.purposecdp.profile.moment.Moments;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.view.Fold;
import org.purposecdp.profile.view.ViewState;

/** Folds one fragment after another into a profile's views, and keeps none of them. */
final class Refold {
    private final Profile profile;
    private final Basis basis;
    private final boolean whole;
    private final Predicate<ProfileChange.Folded> room;
    private final Gate gate;
    private final List<Purpose> purposes;
    private final Map<String, ViewState> views;
    private final List<Mark> marks = new ArrayList<>();
    private final List<ProfileChange.Folded> records = new ArrayList<>();
    private Instant until;
    private boolean left;

    private Refold(
            Profile profile, Basis basis, boolean whole, Predicate<ProfileChange.Folded> room) {
        this.profile = profile;
        this.basis = basis;
        this.whole = whole;
        this.room = room;
        this.gate = new Gate(basis.policy(), basis.at(), basis.suspension());
        this.purposes = Gate.purposesOfViews(basis.policy().whole());
        this.views = new TreeMap<>(whole ? Map.of() : profile.views());
        this.until = whole ? null : profile.until();
    }

    /**
     * Of every fragment of the profile's nodes, anew.
     *
     * @param room whether a record may be newly folded in; one that may not stays held
     */
    static Refold whole(Profile profile, Basis basis, Predicate<ProfileChange.Folded> room) {
        return new Refold(profile, basis, true, room);
    }

    /** Of some more held fragments, into views that are current. */
    static Refold more(Profile profile, Basis basis) {
        return new Refold(profile, basis, false, record -> true);
    }

    void add(Fragment fragment) {
        Judgement judgement = gate.judge(fragment, profile.subject());
        Fragment decided = fragment.decided(judgement.states());
        Map<String, ViewState> shares = new HashMap<>();
        Set<String> entered = new TreeSet<>();
        for (Purpose purpose : purposes) {
            ViewState share = Fold.of(decided, purpose.id(), profile.subject(), judgement);
            if (!share.equals(ViewState.EMPTY)) {
                shares.put(purpose.id(), share);
            }
            if (!share.nodes().isEmpty()) {
                entered.add(purpose.id());
            }
        }
        if (newlyMerged(fragment, decided) && !entered.isEmpty()) {
            ProfileChange.Folded record = folded(fragment, decided, judgement, entered);
            // What the document already has in its views takes no more of it.
            if (!profile.folded().contains(record.recordId()) && !room.test(record)) {
                left = true;
                return;
            }
            records.add(record);
        }
        shares.forEach((purpose, share) -> views.merge(purpose, share, ViewState::merge));
        shares.values().forEach(share -> until = Moments.earlier(until, share.until()));
        until = Moments.earlier(until, judgement.turnsAt());
        // One that was folded and not marked is marked whatever comes out, so that whoever still
        // wants to mark it loses.
        if (!decided.states().equals(fragment.states())
                || profile.folded().contains(fragment.recordId())) {
            marks.add(Mark.of(decided));
        }
    }

    Refolded done() {
        return new Refolded(
                profile,
                basis,
                views,
                until == null ? null : until.truncatedTo(ChronoUnit.MILLIS),
                marks,
                changed(profile.views(), views),
                records,
                whole,
                left);
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
