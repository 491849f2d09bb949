package org.purposecdp.profile.fold;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Mark;
import org.purposecdp.profile.gate.Gate;
import org.purposecdp.profile.gate.Judgement;
import org.purposecdp.profile.moment.Moments;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.view.ViewState;

/** Folds one fragment after another into a profile's views, and keeps none of them. */
final class Refold {
    private final Profile profile;
    private final Basis basis;
    private final boolean whole;
    private final Set<String> admitting;
    private final Predicate<ProfileChange.Folded> room;
    private final Gate gate;
    private final List<Purpose> purposes;
    private final Map<String, ViewState> views;
    private final List<Mark> marks = new ArrayList<>();
    private final List<ProfileChange.Folded> records = new ArrayList<>();
    private final List<ProfileChange.Folded> admitted = new ArrayList<>();
    private final Set<String> toTell = new TreeSet<>();
    private final Set<String> missing;
    private Instant until;
    private boolean left;

    private Refold(
            Profile profile,
            Basis basis,
            boolean whole,
            Set<String> admitting,
            Predicate<ProfileChange.Folded> room) {
        this.profile = profile;
        this.basis = basis;
        this.whole = whole;
        this.admitting = admitting;
        this.room = room;
        this.missing = new TreeSet<>(admitting);
        this.gate = basis.gate();
        this.purposes = Gate.purposesOfViews(basis.policy().whole());
        this.views = new TreeMap<>(whole ? Map.of() : profile.views());
        this.until = whole ? null : profile.until();
    }

    /**
     * Of every fragment of the profile's nodes, anew.
     *
     * @param admitting ids of records whose admission is under way: judged as at the door, and told
     * @param room whether what was held may come in now; what may not stays held
     */
    static Refold whole(
            Profile profile,
            Basis basis,
            Set<String> admitting,
            Predicate<ProfileChange.Folded> room) {
        return new Refold(profile, basis, true, admitting, room);
    }

    /** Of some more records, into views that are current. */
    static Refold more(Profile profile, Basis basis) {
        return new Refold(profile, basis, false, Set.of(), record -> true);
    }

    /** Of all that are stored one. */
    void add(Fragment stored) {
        boolean atTheDoor = admitting.contains(stored.recordId());
        missing.remove(stored.recordId());
        Fragment asked = atTheDoor ? stored.undecided() : stored;
        Judgement judgement = gate.judge(asked, profile.subject());
        Fragment decided = asked.decided(judgement.states());
        Share share = Share.of(asked, decided, judgement, purposes, profile.subject());
        if (share.record() != null && !atTheDoor) {
            if (!room.test(share.record())) {
                left = true;
                return;
            }
            records.add(share.record());
        }
        fold(share, judgement, atTheDoor);
        if (!decided.states().equals(stored.states())) {
            marks.add(Mark.of(decided));
        }
    }

    /** One that was stored as it was decided by the profile's Subject. */
    void admit(Fragment received, Fragment decided, Judgement judgement) {
        fold(Share.of(received, decided, judgement, purposes, profile.subject()), judgement, true);
    }

    private void fold(Share share, Judgement judgement, boolean atTheDoor) {
        if (share.record() != null && atTheDoor) {
            admitted.add(share.record());
            toTell.addAll(share.views().keySet());
        }
        share.views().forEach((purpose, view) -> views.merge(purpose, view, ViewState::merge));
        share.views().values().forEach(view -> until = Moments.earlier(until, view.until()));
        until = Moments.earlier(until, judgement.turnsAt());
    }

    Refolded done() {
        Set<String> changed = changed(profile.views(), views);
        changed.addAll(toTell);
        return new Refolded(
                profile,
                basis,
                views,
                until == null ? null : until.truncatedTo(ChronoUnit.MILLIS),
                marks,
                changed,
                records,
                admitted,
                missing,
                whole,
                left);
    }

    private static Set<String> changed(Map<String, ViewState> one, Map<String, ViewState> other) {
        Set<String> purposes = new TreeSet<>(one.keySet());
        purposes.addAll(other.keySet());
        purposes.removeIf(purpose -> Objects.equals(one.get(purpose), other.get(purpose)));
        return purposes;
    }
}
