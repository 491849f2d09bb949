package org.purposecdp.profile.subject;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
 * @param number of the last fold; it only rises
 * @param foldNumber of the last fold that was whole: what it had read it took account of
 * @param foldedVersion Subject version that the views were folded under; 0 before the first fold
 * @param policyPrints of what that fold read of the policy, by source; none before the first
 * @param views by purpose; those with nothing to say are left out
 * @param until past it the views must be folded again; null for never
 * @param stale to be folded again
 * @param unpublished what activation has still to be told
 * @param ackPending whether a Subject version has still to be acknowledged
 */
public record Profile(
        String profileId,
        String rev,
        long number,
        long foldNumber,
        Subject subject,
        long foldedVersion,
        long policyVersion,
        Set<String> policyPrints,
        Map<String, ViewState> views,
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

    /** Purposes of whose view activation has still to be told. */
    public Set<String> viewsUnpublished() {
        return unpublished.stream()
                .flatMap(entry -> entry.views().stream())
                .collect(Collectors.toSet());
    }

    /** By the clock, so that it does not fall behind where the document is lost and made anew. */
    public long nextNumber(Instant now) {
        return Math.max(number + 1, ChronoUnit.MICROS.between(Instant.EPOCH, now));
    }
}
