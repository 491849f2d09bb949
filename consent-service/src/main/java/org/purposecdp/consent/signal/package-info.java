/** Decisions found inside records. */
package org.purposecdp.consent.signal;
