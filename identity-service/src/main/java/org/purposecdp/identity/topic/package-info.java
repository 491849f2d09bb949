/** A brand's own Kafka topics as sources: a message a record, by the same door as the others. */
package org.purposecdp.identity.topic;
