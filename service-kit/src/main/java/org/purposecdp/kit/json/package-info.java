/** Gives REST bodies the form of the contracts. */
package org.purposecdp.kit.json;
