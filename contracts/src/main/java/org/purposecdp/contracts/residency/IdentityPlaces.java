package org.purposecdp.contracts.residency;

import java.util.List;

import org.purposecdp.contracts.residency.Place.Stay;

import static org.purposecdp.contracts.residency.Holds.DERIVED;
import static org.purposecdp.contracts.residency.Holds.NOTHING;
import static org.purposecdp.contracts.residency.Holds.PSEUDONYM;
import static org.purposecdp.contracts.residency.Holds.STATE;
import static org.purposecdp.contracts.residency.Holds.VALUE;

/** identity-service's PostgreSQL. */
final class IdentityPlaces {
    private static final Stay FIELDS =
            new Stay(
                    "the source's activity for identity-resolution covers the field's category",
                    "identity-service, with the node's fields",
                    "that activity's");
    private static final Stay NODE =
            new Stay(
                    "the source has an activity for identity-resolution",
                    "identity-service, with the node",
                    "as long as the node");
    private static final Stay DECIDED =
            new Stay(
                    "a steward decided about the person's records",
                    "nobody: taken back, it stays as what was decided",
                    "as long as the nodes it names");
    private static final Stay OUTCOME =
            new Stay(
                    "a source sent a record: what became of it, without its values",
                    "identity-service, after 13 months",
                    "13 months");
    private static final Stay WORD =
            new Stay(
                    "what a person decided is kept to be obeyed (GDPR Art. 7(3))",
                    "identity-service, 13 months after it was last said",
                    "13 months");
    private static final Stay SUBJECT =
            new Stay(
                    "consent-service told of a Subject",
                    "identity-service, with the Subject's next version",
                    "as long as the Subject");
    private static final Stay LOOK =
            new Stay(
                    "somebody looked at a person, under identity-resolution",
                    "identity-service, after 13 months",
                    "13 months");
    private static final Stay LEARNT =
            new Stay(
                    "as what it was learnt from",
                    "identity-service, with the model",
                    "13 months, or as long as the model is in force");
    private static final Stay SENT =
            new Stay("as the topic's", "the relay, once Kafka has it", "until it is sent");

    private IdentityPlaces() {}

    static List<Place> all() {
        return Listing.ofTables("identity-service")
                .flyway()
                .deadLetters()
                .in("source", NODE)
                .holds(NOTHING, "id kind name key_hash version registered_at ended")
                .holds(NOTHING, "consent_first shows origins")
                .in("write_key_before", NODE)
                .holds(NOTHING, "key_hash source until")
                .in("hook", NODE)
                .holds(NOTHING, "source description secret previous_secret previous_until version")
                .in("source_topic", NODE)
                .holds(NOTHING, "source topic description version")
                .in("node", NODE)
                .holds(PSEUDONYM, "id component profile_id verified_group")
                .holds(STATE, "source source_kind received_at version no")
                .in("node", FIELDS)
                .holds(VALUE, "person")
                // Names of traits, not what they say.
                .holds(STATE, "said said_at kept_until")
                .in("node_identifier", NODE)
                .holds(PSEUDONYM, "pseudonym node_id")
                .holds(STATE, "namespace")
                .in("node_key", FIELDS)
                .holds(DERIVED, "key")
                .holds(STATE, "node")
                .in("crowded_key", FIELDS)
                .holds(DERIVED, "key")
                .in("link", NODE)
                .holds(PSEUDONYM, "one other")
                .holds(STATE, "weight open")
                .holds(NOTHING, "model")
                .in("generic_identifier", NODE)
                .holds(PSEUDONYM, "pseudonym")
                .in("cluster", NODE)
                .holds(PSEUDONYM, "profile_id")
                .holds(STATE, "version ended full_since")
                .in("decision", DECIDED)
                .holds(NOTHING, "id decided_by revoked_by")
                .holds(STATE, "same decided_at revoked_at")
                // Free text: stewards write what they like.
                .holds(VALUE, "reason asked")
                .in("decision_node", DECIDED)
                .holds(PSEUDONYM, "node_id")
                .holds(STATE, "decision one")
                .in("model", LEARNT)
                .holds(NOTHING, "version learnt_from learnt_at")
                // How often hashes of values occur.
                .holds(DERIVED, "body")
                .in("resolver", NODE)
                .holds(NOTHING, "one rules_version rules model matching covered")
                .in("model_job", NODE)
                .holds(NOTHING, "id kind state step done version started_by started_at changed_at")
                .in("import", OUTCOME)
                .holds(
                        NOTHING,
                        "id source format delimiter mapping state reason reason_line bytes line"
                                + " hash rows accepted bad attempt idempotency_key created_at"
                                + " updated_at")
                .in("import_error", OUTCOME)
                .holds(NOTHING, "import_id line code column_name")
                .in("outcome", OUTCOME)
                .holds(PSEUDONYM, "record_id")
                .holds(STATE, "outcome reason notes at")
                .in("told", WORD)
                .holds(PSEUDONYM, "key heard")
                .holds(STATE, "last_at")
                .in("device_word", WORD)
                .holds(PSEUDONYM, "device")
                .holds(STATE, "word yes first_at last_at")
                .in("subject", SUBJECT)
                .holds(PSEUDONYM, "profile_id")
                .holds(
                        STATE,
                        "version ended state_partition applied_at blocked_at blocked ack_version"
                                + " marked_by turns_at")
                // With the day of birth, where that is a fact.
                .holds(VALUE, "body")
                .in("subject_node", SUBJECT)
                .holds(PSEUDONYM, "node_id profile_id")
                .holds(STATE, "version")
                .in("state_offset", SUBJECT)
                .holds(NOTHING, "topic partition next")
                .in("barred_node", SUBJECT)
                .holds(PSEUDONYM, "node_id profile_id")
                .holds(STATE, "bar erases since due change")
                .in("refused_identifier", SUBJECT)
                .holds(PSEUDONYM, "pseudonym profile_id")
                .holds(STATE, "bar erases")
                .in("look", LOOK)
                .holds(PSEUDONYM, "profiles nodes")
                .holds(STATE, "id at who client what_for")
                .in("former_node", NODE)
                .holds(PSEUDONYM, "id")
                .holds(STATE, "version")
                .in("outbox", SENT)
                .holds(PSEUDONYM, "key value")
                .holds(NOTHING, "id shard topic version type headers created_at aside")
                .places();
    }
}
