package org.purposecdp.activation.activation;

/**
 * Sends people of an audience, or events of a name, to a destination for one purpose. By which
 * channel is the destination's to say.
 *
 * @param audience id; null where a trigger is given
 * @param trigger null where an audience is given
 * @param destination id
 */
public record Activation(String audience, Trigger trigger, String destination, String purpose) {

    /** A record with this event. */
    public record Trigger(String event) {}

    boolean triggeredBy(String event) {
        return trigger != null && trigger.event().equals(event);
    }
}
