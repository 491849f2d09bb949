/**
 * Capture: speaks the Segment spec and answers only when Kafka has the records. It never keeps what
 * it was sent, and a body is read whatever content type it claims.
 */
package org.purposecdp.identity.capture;
