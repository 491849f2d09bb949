package org.purposecdp.contracts.residency;

import java.util.ArrayList;
import java.util.List;

import org.purposecdp.contracts.residency.Place.Kind;
import org.purposecdp.contracts.residency.Place.Stay;
import org.purposecdp.contracts.topic.Topic;

/** What the topics carry as values; keys and headers are pseudonymous on all of them. */
final class TopicPlaces {
    private TopicPlaces() {}

    static List<Place> all() {
        List<Place> places = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            places.add(
                    new Place(
                            topic.owner(),
                            Kind.TOPIC,
                            topic.topicName(),
                            holds(topic),
                            stay(topic),
                            true));
            if (topic.kind() == Topic.Kind.FLOW) {
                places.add(deadLetters(topic));
            }
        }
        return places;
    }

    private static Stay stay(Topic topic) {
        return switch (topic.keeping()) {
            case TRIMMED ->
                    new Stay(
                            gate(topic),
                            "whoever trims it, within a minute of the slowest subscriber",
                            "until each subscriber has read it, at most 14 days");
            case BY_TIME -> new Stay(gate(topic), "Kafka, by age", "at most 14 days");
            case COMPACTED ->
                    new Stay(
                            gate(topic),
                            "its owner, with the key's next state",
                            "until the key's next state");
        };
    }

    /** What it says of a message is pseudonymous; the message lies sealed with its reader. */
    private static Place deadLetters(Topic topic) {
        return new Place(
                topic.owner(),
                Kind.DEAD_LETTER,
                topic.deadLetterName(),
                Holds.PSEUDONYM,
                new Stay("a message could not be read", "Kafka, by age", "at most 14 days"),
                true);
    }

    private static Holds holds(Topic topic) {
        return switch (topic) {
            case RECORDS_RECEIVED, RECORDS_RESOLVED, PROFILE_CHANGES -> Holds.VALUE;
            // With the day of birth, where that is a fact.
            case SUBJECTS -> Holds.VALUE;
            case IDENTITY_CLUSTERS, CONSENT_SIGNALS, FENCE_ACKS, DELIVERIES -> Holds.PSEUDONYM;
            case POLICY, IDENTITY_SOURCES -> Holds.NOTHING;
        };
    }

    private static String gate(Topic topic) {
        return switch (topic) {
            case RECORDS_RECEIVED, RECORDS_RESOLVED ->
                    "the source has an activity for identity-resolution in force";
            case PROFILE_CHANGES -> "as a view's";
            case SUBJECTS, IDENTITY_CLUSTERS -> "as a node's";
            case CONSENT_SIGNALS -> "what a person decided is kept to be proved (GDPR Art. 7(1))";
            case FENCE_ACKS, DELIVERIES -> "follows from a Subject; no values";
            case POLICY, IDENTITY_SOURCES -> "none is needed";
        };
    }
}
