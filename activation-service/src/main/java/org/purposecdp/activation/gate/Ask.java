package org.purposecdp.activation.gate;

import java.util.Set;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.subject.Channel;

/**
 * A delivery about to be made.
 *
 * @param channel the destination's at this moment; null where none is known
 * @param nodeId whose record or membership set it off
 * @param eventCategory of the event that set it off; null when an audience did
 * @param ruleTraits names that the audience's rule looks at; membership tells of them
 * @param ruleEvents likewise
 */
public record Ask(
        String profileId,
        String nodeId,
        String purpose,
        String destination,
        Channel channel,
        boolean triggered,
        DataCategory eventCategory,
        Set<String> ruleTraits,
        Set<String> ruleEvents) {}
