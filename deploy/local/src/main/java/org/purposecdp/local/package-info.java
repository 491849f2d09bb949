/**
 * Starts and stops the whole platform on one machine, each part a process of its own, and says
 * where it is in {@code stack.json}. It knows how to run the parts and nothing of what they do.
 */
package org.purposecdp.local;
