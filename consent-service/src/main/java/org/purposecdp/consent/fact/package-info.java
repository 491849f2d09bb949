/** Dated facts about people. */
package org.purposecdp.consent.fact;
