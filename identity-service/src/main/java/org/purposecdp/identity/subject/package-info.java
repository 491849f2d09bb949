/**
 * The copy of the subjects, what they bar from being matched, and the word to the fence. It never
 * waits for what connects or cuts nodes.
 */
package org.purposecdp.identity.subject;
