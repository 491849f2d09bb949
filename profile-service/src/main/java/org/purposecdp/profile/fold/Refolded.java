package org.purposecdp.profile.fold;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.profile.fragment.Mark;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.view.ViewState;

/**
 * What a decision makes of a profile; pure.
 *
 * @param marks of the fragments whose states change
 * @param changed purposes whose view differs
 * @param records newly folded in
 * @param whole whether all the profile's fragments were folded anew
 * @param left whether some stay held for want of room, and come in with the next fold
 */
record Refolded(
        Profile before,
        Basis basis,
        Map<String, ViewState> views,
        Instant until,
        List<Mark> marks,
        Set<String> changed,
        List<ProfileChange.Folded> records,
        boolean whole,
        boolean left) {

    /** Whether the profile document must be written for it. */
    boolean writes() {
        return whole
                ? !changed.isEmpty()
                        || !records.isEmpty()
                        || left
                        || before.stale()
                        || before.foldedVersion() != before.subject().version()
                        || !basis.policy().prints(before.sources()).equals(before.policyPrints())
                        || !before.folded().isEmpty()
                        || !Objects.equals(until, before.until())
                        || !marks.isEmpty()
                : !changed.isEmpty()
                        || !records.isEmpty()
                        || !Objects.equals(until, before.until());
    }

    /** Whether activation must be told: of every view that changed and every Subject version. */
    boolean publishes() {
        return !changed.isEmpty()
                || !records.isEmpty()
                || before.foldedVersion() != before.subject().version();
    }
}
