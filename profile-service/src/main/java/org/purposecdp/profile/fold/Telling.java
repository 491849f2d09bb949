package org.purposecdp.profile.fold;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.profile.subject.Profile;

/**
 * What others are to be told of a profile as it was written.
 *
 * @param views purposes whose view is told, whole
 * @param records that came in; never more than is told at once
 * @param kept whether the document keeps it until it is told; else the record that brought it does
 */
record Telling(
        Profile profile, Set<String> views, List<ProfileChange.Folded> records, boolean kept) {

    /** Of what is still unpublished the views too: what is told later has a higher number. */
    static Telling of(Refolded refolded, Profile written) {
        Set<String> views = new HashSet<>(written.viewsUnpublished());
        List<ProfileChange.Folded> records = new ArrayList<>(refolded.admitted());
        views.addAll(refolded.changed());
        if (refolded.whole()) {
            written.unpublished().forEach(entry -> records.addAll(entry.records()));
        }
        return new Telling(written, views, records, refolded.whole());
    }

    /** Of what the document kept, as after a crash. */
    static Telling kept(Profile profile) {
        List<ProfileChange.Folded> records = new ArrayList<>();
        profile.unpublished().forEach(entry -> records.addAll(entry.records()));
        return new Telling(profile, profile.viewsUnpublished(), records, true);
    }

    boolean changes() {
        return !views.isEmpty() || !records.isEmpty() || kept && !profile.unpublished().isEmpty();
    }

    boolean acknowledges() {
        return kept && profile.ackPending();
    }
}
