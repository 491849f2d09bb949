package org.purposecdp.profile.gate;

import java.time.Instant;
import java.util.function.Function;

import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.permit.Use;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.profile.moment.Moments;

/**
 * What a purpose may do with a category of a fragment now. Both are asked anew each time and
 * nothing is remembered of its admission, so that what was said before and heard after counts
 * alike.
 *
 * @param collect the rule's word on collecting it
 * @param permission what it rests on, or what speaks against keeping it
 * @param retentionEnded permitted, but every activity that permits it has kept it long enough
 * @param until when the answer may turn; null for never
 */
public record Keeping(
        Way way, Permission collect, Permission permission, boolean retentionEnded, Instant until) {

    /** How a purpose has it. */
    public enum Way {
        /** To collect and to store it are permitted. */
        VIEWED,
        /** To store it is, and what speaks against collecting it erases nothing: in no view. */
        STORED,
        LOST
    }

    static Keeping of(Question question, String purpose) {
        Question.Answer collect = question.ask(Use.COLLECT, purpose, end(question));
        if (!collect.permits() && !collect.permission().condition().erasesNothing()) {
            return lost(collect, collect, collect.until());
        }
        Question.Answer store = question.ask(Use.STORE, purpose, end(question));
        Instant until = Moments.earlier(collect.until(), store.until());
        if (!store.permits()) {
            return lost(collect, store, until);
        }
        Way way = collect.permits() ? Way.VIEWED : Way.STORED;
        return new Keeping(way, collect.permission(), collect.permission(), false, until);
    }

    private static Keeping lost(Question.Answer collect, Question.Answer against, Instant until) {
        boolean ended = against.timedOut() != null;
        return new Keeping(Way.LOST, collect.word(), against.word(), ended, until);
    }

    private static Function<Activity, Instant> end(Question question) {
        return activity ->
                activity.retention() == null
                        ? null
                        : question.fragment().occurredAt().plus(activity.retention());
    }

    public boolean viewed() {
        return way == Way.VIEWED;
    }

    boolean stored() {
        return way == Way.STORED;
    }

    /** What rested on it is to be erased: the person's own act, or kept long enough. */
    boolean over() {
        return way == Way.LOST && (retentionEnded || permission.ownNo());
    }
}
