package org.purposecdp.contracts.residency;

import java.util.List;
import java.util.Objects;

import org.purposecdp.contracts.text.Split;

/**
 * One place.
 *
 * @param service who owns it: a service, or the server that writes the file
 * @param name as its store has it, {@code node.person}; a {@code *} stands for one name that data
 *     chooses, at the end for whatever is below
 * @param always whether everything that is stored there has it; false for what comes and goes
 */
public record Place(
        String service, Kind kind, String name, Holds holds, Stay stay, boolean always) {

    /** What kind of thing it is. */
    public enum Kind {
        TABLE_COLUMN,
        COLLECTION_FIELD,
        TOPIC,
        DEAD_LETTER,
        LOG,
        FILE
    }

    /**
     * @param gate which rule lets it in
     * @param erasedBy who erases it, and when
     * @param retention for how long it stays if nobody does so before
     */
    public record Stay(String gate, String erasedBy, String retention) {
        public Stay {
            requireWords(gate, "gate");
            requireWords(erasedBy, "erasedBy");
            requireWords(retention, "retention");
        }

        private static void requireWords(String text, String what) {
            if (text == null || text.isBlank()) {
                throw new IllegalArgumentException(what + " is not said");
            }
        }
    }

    public Place {
        Objects.requireNonNull(holds);
        Objects.requireNonNull(stay);
    }

    /** Whether a person's values may be found here in plain text. */
    public boolean mayHoldValues() {
        return holds == Holds.VALUE;
    }

    /** Whether what is called so in the store is this place. */
    public boolean covers(String actual) {
        List<String> declared = Split.at('.', name);
        List<String> parts = Split.at('.', actual);
        boolean openEnd = declared.get(declared.size() - 1).equals("*");
        if (openEnd ? parts.size() < declared.size() : parts.size() != declared.size()) {
            return false;
        }
        for (int i = 0; i < declared.size(); i++) {
            if (!declared.get(i).equals("*") && !declared.get(i).equals(parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return service + "/" + name;
    }
}
