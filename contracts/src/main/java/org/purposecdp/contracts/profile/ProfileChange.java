package org.purposecdp.contracts.profile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.purposecdp.contracts.policy.DataCategory;

/**
 * On {@code profile.changes} under the profileId: one for every change of a view, and one, without
 * views, for every Subject version that changed none.
 *
 * <p>One that would be too large goes out in pieces, in order: each has some of the views, whole,
 * and some of the records.
 *
 * <p>Several instances tell, and what one tells may overtake what another did: of each view the one
 * with the highest number holds. The records of every change are taken.
 *
 * @param number rises with each fold of the profile; all pieces of a change have the same
 * @param more whether further pieces follow, with views that belong to this Subject version too
 * @param views purpose → view; only those that changed
 * @param records the records newly folded in
 */
public record ProfileChange(
        String profileId,
        long number,
        long subjectVersion,
        long policyVersion,
        boolean ended,
        boolean more,
        Map<String, View> views,
        List<Folded> records) {

    /** Of one piece. */
    public static final int MOST_RECORDS = 500;

    public ProfileChange {
        views = views == null ? Map.of() : views;
        records = records == null ? List.of() : records;
    }

    /**
     * @param event name of the event; null for a record of traits only
     * @param purposes whose views it entered
     */
    public record Folded(
            String recordId,
            String nodeId,
            String source,
            String event,
            DataCategory category,
            Map<String, Object> properties,
            Set<String> purposes,
            Instant occurredAt) {}
}
