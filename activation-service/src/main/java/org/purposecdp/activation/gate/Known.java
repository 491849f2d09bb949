package org.purposecdp.activation.gate;

import java.util.Map;

import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.subject.Subject;

/**
 * What our copies say, as read in the transaction of the claim.
 *
 * @param view empty when none was ever published for the purpose: it had nothing to show
 * @param viewSubjectVersion the subject version that the profile's views were folded under; 0 when
 *     none was published
 * @param subject null when none is stored
 * @param blocked the subject's newest message could not be read
 * @param holders nodeId → the profile that holds it
 */
public record Known(
        View view,
        long viewSubjectVersion,
        Subject subject,
        boolean blocked,
        Map<String, String> holders) {
    private static final View NOTHING = new View(null, null, null, null);

    public Known {
        view = view == null ? NOTHING : view;
    }
}
