/**
 * The queue, its claims, the attempts and what became of them. Sends only what the gate lets
 * through.
 */
package org.purposecdp.activation.delivery;
