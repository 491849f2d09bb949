package org.purposecdp.contracts.residency;

import java.util.List;

import org.purposecdp.contracts.residency.Place.Stay;

import static org.purposecdp.contracts.residency.Holds.NOTHING;
import static org.purposecdp.contracts.residency.Holds.PSEUDONYM;
import static org.purposecdp.contracts.residency.Holds.STATE;
import static org.purposecdp.contracts.residency.Holds.VALUE;

/** profile-service's MongoDB. */
final class ProfilePlaces {
    private static final Stay CONTRIBUTED =
            new Stay(
                    "the rule permits COLLECT and STORE for the category, or COLLECT for"
                            + " pending-decision while it is held",
                    "profile-service: at once what the person's own \"no\" or a refusal hits, after"
                            + " 30 days what is suspended",
                    "the activity's that permits it");
    private static final Stay OUTCOME =
            new Stay(
                    "a source sent a record: what became of it",
                    "profile-service, after 13 months",
                    "13 months after its last value");
    private static final Stay SEEN =
            new Stay(
                    "the rule permits COLLECT and STORE for the view's purpose",
                    "profile-service, whenever it folds the profile anew",
                    "that of the fragments it is folded from");
    private static final Stay SUBJECT =
            new Stay(
                    "consent-service told of a Subject",
                    "profile-service, with the Subject's next version",
                    "as long as the Subject");

    private ProfilePlaces() {}

    static List<Place> all() {
        return Listing.ofCollections("profile-service")
                .in("fragments", OUTCOME)
                .holds(PSEUDONYM, "_id nodeId")
                .holds(STATE, "source occurredAt receivedAt rev uncatalogued forgetAt?")
                .holds(NOTHING, "partition offset")
                .holds(STATE, "states.*.outcome states.*.until? states.*.reason?")
                .holds(STATE, "states.*.purposes? states.*.eraseAt? heldUntil? eraseAt?")
                .in("fragments", CONTRIBUTED)
                .holds(VALUE, "values.*")
                .in("profiles", SUBJECT)
                .holds(PSEUDONYM, "_id subject.identifiers")
                .holds(STATE, "rev number? foldNumber? subject.version foldedVersion?")
                .holds(STATE, "policyVersion? until?")
                .holds(
                        STATE,
                        "policyPrints? stale? ackPending? statePartition? appliedAt? blockedAt?")
                // With the day of birth, where that is a fact.
                .holds(VALUE, "subject.json")
                .in("profiles", SEEN)
                .holds(VALUE, "views?")
                .holds(NOTHING, "unpublished.id?")
                .holds(VALUE, "unpublished.json?")
                .in("nodes", SUBJECT)
                .holds(PSEUDONYM, "_id profileId")
                .holds(STATE, "version")
                .in("letters", Listing.LETTER)
                .holds(NOTHING, "_id? topic? partition? offset? reason? headers.*?")
                .holds(STATE, "at? keptAt? replayedAt?")
                .holds(PSEUDONYM, "key?")
                // Sealed; whoever has the service's key may open them.
                .holds(VALUE, "sealedKey? sealedValue?")
                .in("meta", SUBJECT)
                .holds(NOTHING, "_id number")
                .in("offsets", SUBJECT)
                .holds(NOTHING, "_id next.*")
                .places();
    }
}
