package org.purposecdp.consent.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Decision;

/** The decisions that a consent tool's choices mean, by the words the register knows. */
final class Choices {
    private Choices() {}

    /** A choice about one purpose, or a "no" to all. */
    record Choice(String purpose, boolean granted) {}

    /** Words that the register does not know say nothing; where two disagree the "no" counts. */
    static List<Choice> read(Map<String, Boolean> choices, Policy policy) {
        Map<String, Boolean> byPurpose = new TreeMap<>();
        choices.forEach(
                (word, granted) ->
                        purposes(word, granted, policy)
                                .forEach(
                                        purpose ->
                                                byPurpose.merge(
                                                        purpose, granted, Boolean::logicalAnd)));
        List<Choice> read = new ArrayList<>();
        byPurpose.forEach((purpose, granted) -> read.add(new Choice(purpose, granted)));
        return read;
    }

    private static Set<String> purposes(String word, boolean granted, Policy policy) {
        if (word.equals(Decision.ANY)) {
            // Consent is specific (GDPR Art. 4(11)): nobody grants everything at once.
            return granted ? Set.of() : Set.of(Decision.ANY);
        }
        return Set.copyOf(policy.purposesSignalled(word));
    }
}
