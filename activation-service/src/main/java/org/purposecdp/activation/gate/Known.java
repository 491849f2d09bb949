package org.purposecdp.activation.gate;

import java.util.Map;

import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.subject.Subject;

/**
 * What our copies say, as read in the transaction of the claim.
 *
 * @param view null when none was published for the purpose
 * @param viewSubjectVersion the subject version that the view was folded under
 * @param subject null when none is stored
 * @param blocked the subject's newest message could not be read
 * @param holders nodeId → the profile that holds it
 */
public record Known(
        View view,
        long viewSubjectVersion,
        Subject subject,
        boolean blocked,
        Map<String, String> holders) {}
