/** Subjects, derived from nodes and what is on file about them. Nothing else may publish one. */
package org.purposecdp.consent.subject;
