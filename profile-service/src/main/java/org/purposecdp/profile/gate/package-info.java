/**
 * Decides by category what of a fragment is admitted, held, refused, suspended or erased. Pure: it
 * asks the rule and never the clock or a store.
 */
package org.purposecdp.profile.gate;
