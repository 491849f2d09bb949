package org.purposecdp.identity.cluster;

import java.time.Instant;
import java.util.List;

import org.purposecdp.contracts.record.SourceKind;

/**
 * A source's records with the same identifiers and match fields.
 *
 * @param receivedAt when its first record was received
 */
public record Node(
        String nodeId,
        String source,
        SourceKind sourceKind,
        Instant receivedAt,
        List<HashedIdentifier> identifiers) {

    public Node {
        identifiers = List.copyOf(identifiers);
    }

    public List<String> pseudonyms() {
        return identifiers.stream().map(HashedIdentifier::pseudonym).toList();
    }
}
