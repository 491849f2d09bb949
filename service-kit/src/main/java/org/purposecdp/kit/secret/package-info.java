/** Secrets that a service shares with others' systems, and how they lie in its store. */
package org.purposecdp.kit.secret;
