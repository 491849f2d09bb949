package org.purposecdp.contracts.residency;

import java.util.List;

import org.purposecdp.contracts.residency.Place.Stay;

import static org.purposecdp.contracts.residency.Holds.NOTHING;
import static org.purposecdp.contracts.residency.Holds.PSEUDONYM;
import static org.purposecdp.contracts.residency.Holds.STATE;
import static org.purposecdp.contracts.residency.Holds.VALUE;

/** consent-service's PostgreSQL. */
final class ConsentPlaces {
    private static final Stay DECISION =
            new Stay(
                    "what a person decided is kept to be proved (GDPR Art. 7(1))",
                    "nobody: it proves what was permitted",
                    "as long as anything rests on it");
    private static final Stay DECISION_UNDER_WAY =
            new Stay(
                    "many bear the identifier by which something was put on file",
                    "consent-service, once each point has acknowledged it",
                    "until then");
    private static final Stay FACT =
            new Stay(
                    "who tells a fact has the scope consent:facts:write",
                    "nobody: it proves what was permitted",
                    "as long as anything rests on it");
    private static final Stay SUBJECT =
            new Stay(
                    "identity-service told of a cluster",
                    "consent-service, when the cluster ends",
                    "as long as the person's nodes");
    private static final Stay REQUEST =
            new Stay(
                    "a client sent an Idempotency-Key",
                    "consent-service, after 14 days",
                    "14 days: a repeat is known by it");
    private static final Stay SENT =
            new Stay("as the topic's", "the relay, once Kafka has it", "until it is sent");

    private ConsentPlaces() {}

    static List<Place> all() {
        return Listing.ofTables("consent-service")
                .flyway()
                .deadLetters()
                .in("register", DECISION)
                .holds(NOTHING, "id version policy")
                .in("register_entry", DECISION)
                .holds(NOTHING, "kind id version body")
                .in("consent_record", DECISION)
                .holds(PSEUDONYM, "pseudonym")
                .holds(
                        STATE,
                        "id kind purpose channel at received_at notice notice_version proven"
                                + " just_this origin")
                .in("said", DECISION)
                .holds(PSEUDONYM, "record_id node_id device")
                .holds(STATE, "word source act value at heard_at")
                .in("nobody_identifier", SUBJECT)
                .holds(PSEUDONYM, "pseudonym profile_id")
                .in("derivation_due", SUBJECT)
                .holds(PSEUDONYM, "profile_id")
                .holds(STATE, "ack not_before")
                .in("spread", DECISION_UNDER_WAY)
                .holds(PSEUDONYM, "pseudonym after_node")
                .holds(STATE, "id ack lacking stage turn")
                .in("spread_subject", DECISION_UNDER_WAY)
                .holds(PSEUDONYM, "profile_id")
                .holds(STATE, "spread version")
                .in("meaning", DECISION)
                .holds(NOTHING, "id hash")
                .in("fact", FACT)
                .holds(PSEUDONYM, "pseudonym reference")
                .holds(STATE, "sequence id kind valid_to received_at origin")
                // The day of birth, where that is the fact.
                .holds(VALUE, "valid_from")
                .in("notice_given", DECISION)
                .holds(PSEUDONYM, "pseudonym")
                .holds(STATE, "id notice version at received_at origin")
                .in("node", SUBJECT)
                .holds(PSEUDONYM, "node_id profile_id last_profile_id group_id identifiers")
                .holds(STATE, "version source source_kind since")
                .in("node_identifier", SUBJECT)
                .holds(PSEUDONYM, "pseudonym node_id")
                .in("subject", SUBJECT)
                .holds(PSEUDONYM, "profile_id")
                .holds(
                        STATE,
                        "version cluster_version state_partition applied_at blocked_at told_blocked"
                                + " blocked ack_wanted settled")
                // With the day of birth.
                .holds(VALUE, "body")
                .in("told_source", SUBJECT)
                .holds(NOTHING, "id state_partition applied_at blocked_at blocked")
                .in("state_offset", SUBJECT)
                .holds(NOTHING, "topic partition next")
                .in("fence_ack", SUBJECT)
                // Or the id of what is acknowledged as a whole.
                .holds(PSEUDONYM, "profile_id")
                .holds(STATE, "point version at")
                .in("idempotency", REQUEST)
                .holds(NOTHING, "client created_at")
                // A hash without a key of a body that names an identifier.
                .holds(Holds.DERIVED, "request")
                .holds(STATE, "result")
                // Whatever the client took for a key.
                .holds(VALUE, "key")
                .in("outbox", SENT)
                .holds(PSEUDONYM, "key")
                .holds(NOTHING, "id shard topic version type headers created_at aside")
                .holds(VALUE, "value")
                .places();
    }
}
