/**
 * Identifiers, their normal forms and pseudonyms. Plain values leave this package only inside
 * records.
 */
package org.purposecdp.contracts.identifier;
