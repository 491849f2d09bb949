package org.purposecdp.contracts.residency;

import java.util.List;

import org.purposecdp.contracts.residency.Place.Stay;

import static org.purposecdp.contracts.residency.Holds.NOTHING;
import static org.purposecdp.contracts.residency.Holds.PSEUDONYM;
import static org.purposecdp.contracts.residency.Holds.STATE;
import static org.purposecdp.contracts.residency.Holds.VALUE;

/** activation-service's PostgreSQL. */
final class ActivationPlaces {
    private static final Stay SUBJECT =
            new Stay(
                    "consent-service told of a Subject",
                    "activation-service, with the Subject's next version",
                    "as long as the Subject");
    private static final Stay VIEW =
            new Stay(
                    "profile-service's view, folded by the rule for its purpose",
                    "activation-service, with the profile's next change",
                    "that of the view");
    private static final Stay DELIVERY =
            new Stay(
                    "an activation fired for a record in a view of its purpose",
                    "nobody: it is the log of what was sent or not, and why",
                    "as long as the log");

    private ActivationPlaces() {}

    static List<Place> all() {
        return Listing.ofTables("activation-service")
                .flyway()
                .deadLetters()
                .in("audience", VIEW)
                .holds(NOTHING, "id revision evaluated body updated_at")
                .in("destination", VIEW)
                .holds(
                        NOTHING,
                        "id revision body disabled_at updated_at secret former_secret former_until")
                .in("activation", VIEW)
                .holds(NOTHING, "id revision evaluated body updated_at made_at")
                .in("audience_size", VIEW)
                .holds(NOTHING, "audience client revision tens counted_at took_ms")
                .in("subject", SUBJECT)
                .holds(PSEUDONYM, "profile_id node_ids")
                .holds(
                        STATE,
                        "version ended state_partition applied_at blocked_at blocked ack_version")
                // With the day of birth, where that is a fact.
                .holds(VALUE, "body")
                .in("subject_node", SUBJECT)
                .holds(PSEUDONYM, "node_id profile_id")
                .holds(STATE, "version")
                .in("state_offset", SUBJECT)
                .holds(NOTHING, "topic partition next")
                .in("viewed_profile", VIEW)
                .holds(PSEUDONYM, "profile_id")
                .holds(STATE, "number subject_version policy_version ended partial")
                .in("view", VIEW)
                .holds(PSEUDONYM, "profile_id")
                .holds(STATE, "purpose number")
                .holds(VALUE, "body")
                .in("membership", VIEW)
                .holds(PSEUDONYM, "profile_id node_id")
                .holds(STATE, "audience member entries")
                .in("delivery", DELIVERY)
                .holds(PSEUDONYM, "profile_id node_id record_id cause nodes")
                .holds(
                        STATE,
                        "id activation destination purpose category rule_inputs state"
                                + " waiting attempts next_at claim claim_deadline reason evidence"
                                + " subject_version unpublished created_at finished_at")
                // What the person did, and all that the source said of it.
                .holds(VALUE, "event properties")
                .places();
    }
}
