package org.purposecdp.consent.policy;

import java.time.Duration;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.kit.problem.ProblemException;

import static org.purposecdp.consent.policy.Requirement.named;
import static org.purposecdp.consent.policy.Requirement.require;

/** What the law, and the rest of the register, ask of a processing activity. */
final class Activities {
    /** GDPR Art. 14(3)(a). */
    private static final Duration A_MONTH = Duration.ofDays(31);

    private Activities() {}

    static void check(Activity activity, Register register) {
        require(activity.basis() != null, "an activity needs a 'basis': one of the six");
        require(!activity.categories().isEmpty(), "an activity needs 'categories'");
        require(activity.purpose() != null, "an activity needs a 'purpose'");
        if (!register.purposes().containsKey(activity.purpose())) {
            throw new ProblemException(
                    ConsentProblem.UNKNOWN_PURPOSE,
                    "register the activity's purpose first: PUT /v1/purposes/{id}");
        }
        requireNotice(activity, register);
        requireWhatTheBasisAsks(activity);
        require(
                activity.from() == null
                        || activity.to() == null
                        || activity.from().isBefore(activity.to()),
                "'from' must be before 'to'");
        refuseOtherBasis(activity, register.activities().get(activity.id()));
        refuseSecondBasis(activity, register);
    }

    private static void requireNotice(Activity activity, Register register) {
        NoticeVersion described = activity.describedBy();
        if (described != null) {
            Notice notice =
                    register.notice(described.notice())
                            .orElseThrow(
                                    () ->
                                            unknown(
                                                    "register the activity's notice first: PUT"
                                                            + " /v1/notices/{id}"));
            if (notice.versions().stream()
                    .noneMatch(version -> version.version() == described.version())) {
                throw unknown(
                        "'describedBy' names a 'version' of its notice; registered are "
                                + notice.versions().stream()
                                        .map(Notice.Version::version)
                                        .sorted()
                                        .toList());
            }
        }
        require(
                activity.noticeWithin() == null
                        || activity.noticeWithin().compareTo(Duration.ZERO) > 0
                                && activity.noticeWithin().compareTo(A_MONTH) <= 0,
                "'noticeWithin' is a time such as P7D, at most a month, P31D (GDPR Art. 14(3)),"
                        + " or left out");
        require(
                activity.noticeWithin() == null || described != null,
                "'noticeWithin' needs a 'describedBy': of what people are told within that time");
    }

    private static ProblemException unknown(String detail) {
        return new ProblemException(ConsentProblem.UNKNOWN_NOTICE, detail);
    }

    private static void requireWhatTheBasisAsks(Activity activity) {
        if (activity.basis() == LegalBasis.LEGITIMATE_INTERESTS) {
            require(
                    named(activity.assessment()),
                    "LEGITIMATE_INTERESTS needs an 'assessment' (GDPR Art. 6(1)(f))");
        }
        if (activity.basis() == LegalBasis.LEGAL_OBLIGATION
                || activity.basis() == LegalBasis.PUBLIC_TASK) {
            require(named(activity.law()), activity.basis() + " needs a 'law' (GDPR Art. 6(3))");
        }
        if (activity.categories().contains(DataCategory.SPECIAL)) {
            require(
                    named(activity.specialCondition()),
                    "the category 'special' needs a 'specialCondition' (GDPR Art. 9(2))");
        }
        require(
                activity.terminalExemption() == null || named(activity.terminalExemption()),
                "'terminalExemption' says why no consent is needed to take it from a person's"
                        + " device (ePrivacy Art. 5(3)), or is left out");
    }

    /** What was collected on one basis does not fall through to another. */
    private static void refuseOtherBasis(Activity activity, Activity before) {
        if (before != null && before.basis() != activity.basis()) {
            throw new ProblemException(
                    ConsentProblem.BASIS_FIXED,
                    "it rests on "
                            + before.basis()
                            + "; end it by a 'to', and register another activity under an id of"
                            + " its own");
        }
    }

    private static void refuseSecondBasis(Activity activity, Register register) {
        register.activities().values().stream()
                .filter(other -> !other.id().equals(activity.id()))
                .filter(other -> other.purpose().equals(activity.purpose()))
                .filter(other -> other.basis() != activity.basis())
                .filter(
                        other ->
                                other.categories().stream()
                                        .anyMatch(activity.categories()::contains))
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new ProblemException(
                                    ConsentProblem.SECOND_BASIS,
                                    "activity '"
                                            + other.id()
                                            + "' rests on "
                                            + other.basis()
                                            + " for one of these categories");
                        });
    }
}
