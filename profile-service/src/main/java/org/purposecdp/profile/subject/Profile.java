package org.purposecdp.profile.subject;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.view.ViewState;

/**
 * A profile as stored.
 *
 * @param rev id of the last write
 * @param foldedVersion Subject version that the views were folded under; 0 before the first fold
 * @param policyPrint of what that fold read of the policy; null before the first
 * @param views by purpose; those with nothing to say are left out
 * @param folded ids of records that are in the views and not yet marked
 * @param until past it the views must be folded again; null for never
 * @param stale to be folded again
 * @param unpublished what activation has still to be told
 * @param ackPending whether a Subject version has still to be acknowledged
 */
public record Profile(
        String profileId,
        String rev,
        Subject subject,
        long foldedVersion,
        long policyVersion,
        String policyPrint,
        Map<String, ViewState> views,
        Set<String> folded,
        Instant until,
        boolean stale,
        List<Unpublished> unpublished,
        boolean ackPending) {

    /**
     * @param views purposes whose view changed
     * @param records newly folded in
     */
    public record Unpublished(String id, Set<String> views, List<ProfileChange.Folded> records) {}

    /**
     * Whether the views say what Subject, policy and time say now.
     *
     * @param print of the policy
     */
    public boolean current(String print, Instant at) {
        return foldedVersion == subject.version()
                && print.equals(policyPrint)
                && (until == null || at.isBefore(until));
    }

    /** Records that activation has still to be told of. */
    public int recordsUnpublished() {
        return unpublished.stream().mapToInt(entry -> entry.records().size()).sum();
    }

    public Profile withUnpublished(List<Unpublished> entries) {
        return new Profile(
                profileId,
                rev,
                subject,
                foldedVersion,
                policyVersion,
                policyPrint,
                views,
                folded,
                until,
                stale,
                entries,
                ackPending);
    }
}
