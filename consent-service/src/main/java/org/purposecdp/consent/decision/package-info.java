/** Answers to what is permitted, and Subjects for reading. */
package org.purposecdp.consent.decision;
