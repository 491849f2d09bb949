package org.purposecdp.consent.notice;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.contracts.policy.Policy;

/**
 * That people of a source are to be given a version of a notice, or a later one, whatever the basis
 * is (GDPR Art. 13–14).
 *
 * @param shownSince since when the source says that it shows it to whoever uses it; null for never
 */
record Owing(String notice, int version, String source, Instant shownSince) {
    static final Comparator<Owing> ORDER =
            Comparator.comparing(Owing::notice)
                    .thenComparing(Owing::version)
                    .thenComparing(Owing::source);

    /** All that the activities in force come to, each once, in order. */
    static List<Owing> of(Policy policy, Instant at) {
        return policy.activities().stream()
                .filter(activity -> activity.describedBy() != null && activity.inForce(at))
                .flatMap(activity -> of(activity, policy))
                .distinct()
                .sorted(ORDER)
                .toList();
    }

    private static Stream<Owing> of(Activity activity, Policy policy) {
        return activity.sources().stream()
                .map(source -> of(activity.describedBy(), source, policy));
    }

    private static Owing of(NoticeVersion described, String source, Policy policy) {
        Instant since =
                policy.source(source)
                        .flatMap(known -> policy.shownSince(known, described))
                        .orElse(null);
        return new Owing(described.notice(), described.version(), source, since);
    }
}
