/**
 * The Kafka topics, declared once: partitions, settings and subscribers. Services check them at
 * start and never create others.
 */
package org.purposecdp.contracts.topic;
