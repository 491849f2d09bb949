/** The copy of subjects that claims are checked against, and the word to the fence. */
package org.purposecdp.activation.subject;
