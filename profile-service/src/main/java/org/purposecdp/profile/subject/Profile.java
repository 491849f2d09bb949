package org.purposecdp.profile.subject;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.purposecdp.contracts.policy.PolicyBySource;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.view.ViewState;

/**
 * A profile as stored.
 *
 * @param rev id of the last write
 * @param foldedVersion Subject version that the views were folded under; 0 before the first fold
 * @param policyPrints of what that fold read of the policy, by source; none before the first
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
        Set<String> policyPrints,
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

    /** Whether the views say what Subject, policy and time say now. */
    public boolean current(PolicyBySource policy, Instant at) {
        return foldedVersion == subject.version()
                && policy.prints(sources()).equals(policyPrints)
                && (until == null || at.isBefore(until));
    }

    /** Of its nodes. */
    public Set<String> sources() {
        return subject.nodes().stream().map(Subject.Node::source).collect(Collectors.toSet());
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
                policyPrints,
                views,
                folded,
                until,
                stale,
                entries,
                ackPending);
    }
}
