package org.purposecdp.profile.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.profile.fragment.Mark;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.subject.Profile.Unpublished;
import org.purposecdp.profile.view.ViewState;

/**
 * What a decision makes of a profile; pure.
 *
 * @param marks of the fragments whose states change
 * @param changed purposes whose view differs
 * @param records that were held and are newly folded in
 * @param admitted records that came in at the door
 * @param missing ids of records that were to come in, and are of no node of the Subject
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
        List<ProfileChange.Folded> admitted,
        Set<String> missing,
        boolean whole,
        boolean left) {

    /** Whether the profile document must be written for it: always for what came in at the door. */
    boolean writes() {
        return !whole
                || !changed.isEmpty()
                || !records.isEmpty()
                || left
                || !marks.isEmpty()
                || before.stale()
                || before.foldedVersion() != before.subject().version()
                || !basis.policy().prints(before.sources()).equals(before.policyPrints())
                || !Objects.equals(until, before.until());
    }

    /** Whether activation must be told: of every view that changed and every Subject version. */
    boolean publishes() {
        return !changed.isEmpty()
                || !records.isEmpty()
                || before.foldedVersion() != before.subject().version();
    }

    /** The document as it is to be. */
    Profile after() {
        long number = before.nextNumber(basis.at());
        return new Profile(
                before.profileId(),
                UUID.randomUUID().toString(),
                number,
                whole ? number : before.foldNumber(),
                before.subject(),
                before.subject().version(),
                basis.policy().whole().version(),
                basis.policy().prints(before.sources()),
                views,
                until,
                whole ? left : before.stale(),
                unpublished(),
                before.ackPending());
    }

    /** One entry for all that has still to be told, so that no list grows while nobody is told. */
    private List<Unpublished> unpublished() {
        if (!whole || !publishes()) {
            return before.unpublished();
        }
        Set<String> tells = new HashSet<>(changed);
        tells.addAll(before.viewsUnpublished());
        List<ProfileChange.Folded> folded = new ArrayList<>();
        before.unpublished().forEach(entry -> folded.addAll(entry.records()));
        folded.addAll(records);
        return List.of(new Unpublished(UUID.randomUUID().toString(), tells, folded));
    }
}
