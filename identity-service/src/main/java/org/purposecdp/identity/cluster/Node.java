package org.purposecdp.identity.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.matching.Person;

/**
 * A source's records with the same identifiers and match fields.
 *
 * @param receivedAt when its first record was received
 * @param person what those of its match fields say that are kept
 * @param kept by which traits, and how long
 */
public record Node(
        String nodeId,
        String source,
        SourceKind sourceKind,
        Instant receivedAt,
        List<HashedIdentifier> identifiers,
        Person person,
        Kept kept) {

    public Node {
        identifiers = List.copyOf(identifiers);
    }

    public Node(
            String nodeId,
            String source,
            SourceKind sourceKind,
            Instant receivedAt,
            List<HashedIdentifier> identifiers,
            Person person) {
        this(nodeId, source, sourceKind, receivedAt, identifiers, person, Kept.NOTHING);
    }

    /** As if its records had brought no match fields. */
    public Node bare() {
        return saying(Person.NOBODY, Kept.NOTHING);
    }

    /** As if they had brought these. */
    public Node saying(Person other, Kept others) {
        return new Node(nodeId, source, sourceKind, receivedAt, identifiers, other, others);
    }

    public List<String> pseudonyms() {
        return identifiers.stream().map(HashedIdentifier::pseudonym).toList();
    }

    /** As if it bore none of these. */
    Node without(Set<String> pseudonyms) {
        if (identifiers.stream().noneMatch(i -> pseudonyms.contains(i.pseudonym()))) {
            return this;
        }
        List<HashedIdentifier> others =
                identifiers.stream().filter(i -> !pseudonyms.contains(i.pseudonym())).toList();
        return new Node(nodeId, source, sourceKind, receivedAt, others, person, kept);
    }

    boolean sharesIdentifier(Node other) {
        return identifiers.stream().anyMatch(other.identifiers::contains);
    }
}
