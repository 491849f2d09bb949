package org.purposecdp.consent.policy;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Policy;

/** The notice and version that a grant rests on when it names none. */
public record NoticeInForce(String id, int version) {

    /** That of the purpose's first activity by consent which has one. */
    public static Optional<NoticeInForce> forGrant(Policy policy, String purpose, Instant at) {
        return policy.activities().stream()
                .filter(activity -> activity.purpose().equals(purpose))
                .filter(activity -> activity.basis() == LegalBasis.CONSENT)
                .map(Activity::notice)
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(policy::notice)
                .map(notice -> new NoticeInForce(notice.id(), notice.current(at)));
    }
}
