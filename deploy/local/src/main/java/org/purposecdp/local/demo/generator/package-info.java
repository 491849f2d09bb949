/**
 * Makes the demo's people, what they do and decide, and what must come of it. The expectation is
 * worked out here in plain words of our own; nothing of it may come from the services or from
 * {@code contracts}.
 */
package org.purposecdp.local.demo.generator;
