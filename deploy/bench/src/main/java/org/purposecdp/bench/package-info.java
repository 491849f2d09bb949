/**
 * Drives a pipeline from outside: sends events at a given rate, takes the webhooks that come of
 * them, and tells what it cost. It looks into no service: only their APIs, a topic and {@code
 * /proc}.
 */
package org.purposecdp.bench;
