package org.purposecdp.activation.activation;

import org.purposecdp.contracts.subject.Channel;

/**
 * Sends people of an audience, or events of a name, to a destination for one purpose.
 *
 * @param audience id; null where a trigger is given
 * @param trigger null where an audience is given
 * @param destination id
 * @param channel how the destination reaches the person in the end; null when it does not
 */
public record Activation(
        String audience, Trigger trigger, String destination, String purpose, Channel channel) {

    /** A record with this event. */
    public record Trigger(String event) {}

    boolean triggeredBy(String event) {
        return trigger != null && trigger.event().equals(event);
    }
}
