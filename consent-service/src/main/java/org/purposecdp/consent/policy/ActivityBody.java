package org.purposecdp.consent.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.contracts.policy.RestrictionGround;
import org.purposecdp.kit.problem.ProblemException;

import static org.purposecdp.consent.policy.Requirement.require;

/**
 * Body of {@code PUT /v1/activities/{id}}; see {@link Activity}.
 *
 * @param notice short for {@code describedBy} with the version in force when it was first said
 */
record ActivityBody(
        String id,
        String purpose,
        Set<DataCategory> categories,
        LegalBasis basis,
        Set<String> sources,
        Set<String> readers,
        Set<String> recipients,
        Duration retention,
        NoticeVersion describedBy,
        String notice,
        Duration noticeWithin,
        String law,
        String assessment,
        String terminalExemption,
        RestrictionGround despiteRestriction,
        String specialCondition,
        boolean softOptIn,
        Instant from,
        Instant to) {

    Activity activity(String ownId, Register register, Instant now) {
        named(categories, "categories");
        named(sources, "sources");
        named(readers, "readers");
        named(recipients, "recipients");
        return new Activity(
                ownId,
                purpose,
                categories,
                basis,
                sources,
                readers,
                recipients,
                retention,
                described(register.activities().get(ownId), register, now),
                noticeWithin,
                law,
                assessment,
                terminalExemption,
                despiteRestriction,
                specialCondition,
                softOptIn,
                from,
                to);
    }

    private static void named(Set<?> some, String field) {
        require(
                some == null || some.stream().allMatch(Objects::nonNull),
                "'" + field + "' names each; one of them is null");
    }

    private NoticeVersion described(Activity before, Register register, Instant now) {
        if (describedBy != null) {
            require(
                    describedBy.notice() != null && describedBy.version() >= 1,
                    "'describedBy' is {\"notice\": its id, \"version\": that first describes it}");
            require(
                    notice == null || notice.equals(describedBy.notice()),
                    "'notice' is short for 'describedBy'; they name two");
            return describedBy;
        }
        if (notice == null) {
            return null;
        }
        // A version that came since describes it again, not first.
        if (before != null && notice.equals(before.notice())) {
            return before.describedBy();
        }
        Notice known =
                register.notice(notice)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                ConsentProblem.UNKNOWN_NOTICE,
                                                "register the activity's notice first: PUT"
                                                        + " /v1/notices/{id}"));
        return new NoticeVersion(notice, inForceOrLeast(known, now));
    }

    private static int inForceOrLeast(Notice notice, Instant now) {
        Optional<Integer> least =
                notice.versions().stream()
                        .map(Notice.Version::version)
                        .min(Comparator.naturalOrder());
        int current = notice.current(now);
        return current > 0 ? current : least.orElseThrow();
    }
}
