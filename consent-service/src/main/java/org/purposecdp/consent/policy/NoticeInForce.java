package org.purposecdp.consent.policy;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.Policy;

/** The notice and version that a grant rests on when it names none. */
public record NoticeInForce(String id, int version) {

    public static Optional<NoticeInForce> forGrant(Policy policy, String purpose, Instant at) {
        return of(policy, purpose)
                .map(notice -> new NoticeInForce(notice.id(), notice.current(at)));
    }

    /** That of the purpose's first activity by consent which has one, else of its first. */
    public static Optional<Notice> of(Policy policy, String purpose) {
        return policy.activities().stream()
                .filter(activity -> activity.purpose().equals(purpose))
                .filter(activity -> activity.notice() != null)
                .min(
                        Comparator.comparing((Activity a) -> a.basis() != LegalBasis.CONSENT)
                                .thenComparing(Activity::id))
                .flatMap(activity -> policy.notice(activity.notice()));
    }
}
