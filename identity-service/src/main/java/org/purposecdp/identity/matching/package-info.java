/**
 * Whether two records are of one person, by Fellegi and Sunter ("A Theory for Record Linkage",
 * 1969): weights of evidence in thousandths of a bit. A score depends on nothing but the pair and
 * the model. Plain Java; never reads a store or a clock.
 */
package org.purposecdp.identity.matching;
