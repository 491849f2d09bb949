package org.purposecdp.identity.capture;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.Normalised;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Refusal;
import org.purposecdp.contracts.record.ReceivedRecord;

/**
 * Whom the identifiers of a record name, in normal form.
 *
 * @param identifiers sorted, each once, without those that identify nobody
 * @param refused why the others don't
 */
public record Named(List<Identifier> identifiers, Set<Refusal> refused) {

    public static Named by(Collection<Identifier> claimed, Normaliser normaliser) {
        Set<Identifier> identifiers = new TreeSet<>();
        Set<Refusal> refused = EnumSet.noneOf(Refusal.class);
        for (Identifier identifier : claimed) {
            Normalised read = normaliser.read(identifier);
            if (read.refusal() == null) {
                identifiers.add(read.normal());
            } else {
                refused.add(read.refusal());
            }
        }
        return new Named(List.copyOf(identifiers), refused);
    }

    /** Why they name nobody, or too many; nothing when they do name somebody. */
    public Optional<InvalidEvent> fault() {
        if (identifiers.size() > ReceivedRecord.MOST_IDENTIFIERS) {
            return Optional.of(InvalidEvent.TOO_MANY_IDENTIFIERS);
        }
        if (!identifiers.isEmpty()) {
            return Optional.empty();
        }
        if (refused.contains(Refusal.UNREADABLE)) {
            return Optional.of(InvalidEvent.UNREADABLE_IDENTIFIER);
        }
        return Optional.of(
                refused.contains(Refusal.OF_NOBODY)
                        ? InvalidEvent.IDENTIFIER_OF_NOBODY
                        : InvalidEvent.NO_IDENTIFIER);
    }
}
