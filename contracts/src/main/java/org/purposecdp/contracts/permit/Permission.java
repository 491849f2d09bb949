package org.purposecdp.contracts.permit;

import java.time.Instant;

import org.purposecdp.contracts.policy.LegalBasis;

/**
 * The answer of the rule and what it rests on.
 *
 * @param activity the activity it rests on; null where none covers the question
 * @param evidence id of the decision, fact or notice it rests on
 * @param condition what failed; null when permitted
 * @param ownNo denied by a "no" from the person's own verified group: what rested on it is erased,
 *     not suspended
 * @param until the next instant at which the answer may turn by time alone; null for never
 */
public record Permission(
        boolean permitted,
        String activity,
        LegalBasis basis,
        String evidence,
        Condition condition,
        boolean ownNo,
        long subjectVersion,
        long policyVersion,
        Instant until) {}
