package org.purposecdp.activation.audience;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A group of people, told by a rule.
 *
 * @param purpose whose views the rule looks at
 * @param rule the tree, as {@link RuleReader} takes it
 */
public record Audience(String purpose, JsonNode rule) {
    /**
     * @throws IllegalArgumentException when the rule cannot be read
     */
    public Rule parsedRule() {
        return RuleReader.read(rule);
    }
}
