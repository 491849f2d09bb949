package org.purposecdp.identity.node;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node has last said of consent: tools repeat a person's choices with every event, and only
 * what is new is signalled. Pure.
 *
 * @param hash of the choices; empty while nothing was said
 * @param lastNo when a record last said "no" to something, a repeat too
 */
record Heard(String hash, Instant lastNo) {
    static final Heard NOTHING = new Heard("", Instant.MIN);

    private static final char SEPARATOR = '@';

    /**
     * @param signalled the choices to be signalled; empty for none
     * @param after what has been heard then
     */
    record Step(Map<String, Boolean> signalled, Heard after) {}

    /** Records may come late: a "yes" from before the last "no" says nothing any more. */
    Step hear(String choicesHash, Map<String, Boolean> choices, Instant at) {
        boolean no = choices.containsValue(false);
        Instant newestNo = no && at.isAfter(lastNo) ? at : lastNo;
        if (choicesHash.equals(hash)) {
            return new Step(Map.of(), new Heard(hash, newestNo));
        }
        if (at.isAfter(lastNo)) {
            return new Step(choices, new Heard(choicesHash, newestNo));
        }
        Map<String, Boolean> refusals = new TreeMap<>(choices);
        refusals.values().removeIf(granted -> granted);
        return new Step(refusals, this);
    }

    static Heard parse(String text) {
        if (text == null) {
            return NOTHING;
        }
        int separator = text.indexOf(SEPARATOR);
        return separator < 0
                ? new Heard(text, Instant.MIN)
                : new Heard(
                        text.substring(0, separator), Instant.parse(text.substring(separator + 1)));
    }

    String text() {
        return lastNo.equals(Instant.MIN) ? hash : hash + SEPARATOR + lastNo;
    }
}
