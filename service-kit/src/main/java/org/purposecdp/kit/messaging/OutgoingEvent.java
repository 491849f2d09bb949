package org.purposecdp.kit.messaging;

import java.util.List;

import org.apache.kafka.common.header.Header;

import org.purposecdp.contracts.topic.Topic;

/**
 * An event to be produced.
 *
 * @param key pseudonymous
 * @param headers more than the CloudEvents ones, as the trace parent
 */
public record OutgoingEvent(
        Topic topic, String key, String type, byte[] value, List<Header> headers) {}
