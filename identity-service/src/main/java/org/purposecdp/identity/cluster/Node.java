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
 * @param person what its match fields say
 */
public record Node(
        String nodeId,
        String source,
        SourceKind sourceKind,
        Instant receivedAt,
        List<HashedIdentifier> identifiers,
        Person person) {

    public Node {
        identifiers = List.copyOf(identifiers);
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
        return new Node(nodeId, source, sourceKind, receivedAt, others, person);
    }

    boolean sharesIdentifier(Node other) {
        return identifiers.stream().anyMatch(other.identifiers::contains);
    }
}
