package org.purposecdp.profile.gate;

import java.time.Instant;
import java.util.function.Function;

import org.purposecdp.contracts.permit.Condition;
import org.purposecdp.contracts.permit.Party;
import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.permit.Permit;
import org.purposecdp.contracts.permit.Use;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.moment.Moments;

/** What the rule is asked about one category of a fragment. */
record Question(
        Fragment fragment, DataCategory category, Subject subject, Policy policy, Instant at) {

    /**
     * The rule's word, and the time that an activity sets.
     *
     * @param permission what permits it, or the last that denies it
     * @param timedOut the first that permits it, but only longer ago; null for none
     * @param end when its time under the activity is up; null for never, or where it is denied
     * @param until when the answer may turn; null for never
     */
    record Answer(Permission permission, Permission timedOut, Instant end, Instant until) {
        boolean permits() {
            return permission.permitted();
        }

        /** That it was permitted says more than that nothing permits it any longer. */
        Permission word() {
            return timedOut == null || permits() ? permission : timedOut;
        }
    }

    /**
     * @param end when its time under an activity is up; null for never
     */
    Answer ask(Use use, String purpose, Function<Activity, Instant> end) {
        Policy asked = policy;
        Permission timedOut = null;
        Instant until = null;
        while (true) {
            Permission permission =
                    Permit.permit(
                            subject,
                            fragment.nodeId(),
                            asked,
                            use,
                            purpose,
                            category,
                            Party.source(fragment.source()),
                            null,
                            fragment.arose(),
                            at);
            until = Moments.earlier(until, permission.until());
            if (!permission.permitted()) {
                return new Answer(permission, timedOut, null, until);
            }
            Instant over = end.apply(activity(permission.activity()));
            if (over == null || at.isBefore(over)) {
                return new Answer(permission, timedOut, over, Moments.earlier(until, over));
            }
            // Another activity of the same purpose may allow it longer.
            timedOut = timedOut == null ? permission : timedOut;
            asked = without(asked, permission.activity());
        }
    }

    /**
     * Whether the device's own word is still to come: the door of its source lets nothing in before
     * the device says yes, and nothing of it was heard here yet.
     *
     * @param denial why it may not be held
     */
    boolean wordIsUnderWay(Condition denial) {
        return denial == Condition.NO_TERMINAL_CONSENT
                && policy.source(fragment.source()).filter(Source::consentFirst).isPresent()
                && subject.node(fragment.nodeId()).filter(this::nothingHeardOf).isPresent();
    }

    private boolean nothingHeardOf(Subject.Node node) {
        return subject.decisions().stream()
                .noneMatch(decision -> decision.groups().contains(node.group()));
    }

    /** As if the device's word were here. */
    Answer untilHeard(Function<Activity, Instant> end) {
        return new Question(fragment, category, subject, agreed(), at)
                .ask(Use.COLLECT, Policy.PENDING_DECISION, end);
    }

    /** A policy by which no device has to agree. */
    private Policy agreed() {
        return new Policy(
                policy.version(),
                policy.at(),
                policy.purposes(),
                policy.activities(),
                policy.notices(),
                policy.catalogue(),
                policy.identityRules(),
                policy.sources().stream().map(Question::agreed).toList());
    }

    private static Source agreed(Source source) {
        return new Source(
                source.id(),
                source.version(),
                source.ended(),
                SourceKind.SERVER,
                false,
                source.shows());
    }

    private Activity activity(String id) {
        return policy.activities().stream()
                .filter(activity -> activity.id().equals(id))
                .findFirst()
                .orElseThrow();
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
                policy.identityRules(),
                policy.sources());
    }
}
