package org.purposecdp.profile.gate;

import java.time.Instant;
import java.util.Optional;

import org.purposecdp.contracts.permit.Party;
import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.permit.Permit;
import org.purposecdp.contracts.permit.Use;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.moment.Moments;

/**
 * Whether a purpose may keep a category of a fragment now: the rule's word and the activity's
 * retention.
 *
 * @param retentionEnded permitted, but every activity that permits it has kept it long enough
 * @param until when the answer may turn; null for never
 */
public record Keeping(Permission permission, boolean retentionEnded, Instant until) {

    public static Keeping of(
            Fragment fragment,
            DataCategory category,
            String purpose,
            Subject subject,
            Policy policy,
            Instant at) {
        Policy asked = policy;
        boolean ended = false;
        Instant until = null;
        Permission first = null;
        while (true) {
            Permission permission =
                    Permit.permit(
                            subject,
                            fragment.nodeId(),
                            asked,
                            Use.STORE,
                            purpose,
                            category,
                            Party.source(fragment.source()),
                            null,
                            at);
            first = first == null ? permission : first;
            until = Moments.earlier(until, permission.until());
            if (!permission.permitted()) {
                return new Keeping(ended ? first : permission, ended, until);
            }
            Instant end = retentionEnd(fragment, policy, permission.activity());
            if (end == null || at.isBefore(end)) {
                return new Keeping(permission, false, Moments.earlier(until, end));
            }
            // Another activity of the same purpose may keep it longer.
            ended = true;
            asked = without(asked, permission.activity());
        }
    }

    public boolean kept() {
        return permission.permitted() && !retentionEnded;
    }

    /** What rested on it is to be erased: the person's own "no", or kept long enough. */
    boolean over() {
        return retentionEnded || permission.ownNo();
    }

    private static Instant retentionEnd(Fragment fragment, Policy policy, String activityId) {
        return activity(policy, activityId)
                .map(Activity::retention)
                .map(retention -> fragment.occurredAt().plus(retention))
                .orElse(null);
    }

    private static Optional<Activity> activity(Policy policy, String id) {
        return policy.activities().stream()
                .filter(activity -> activity.id().equals(id))
                .findFirst();
    }

    private static Policy without(Policy policy, String activityId) {
        return new Policy(
                policy.version(),
                policy.at(),
                policy.purposes(),
                policy.activities().stream()
                        .filter(activity -> !activity.id().equals(activityId))
                        .toList(),
                policy.notices(),
                policy.catalogue(),
                policy.identityRules());
    }
}
