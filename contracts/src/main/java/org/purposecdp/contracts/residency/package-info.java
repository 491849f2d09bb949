/**
 * Every place in which the platform may hold something of a person: what, by which rule it came in,
 * who erases it, for how long it stays. A column, a field or a topic that is not listed here fails
 * the build (deploy/e2e) until its service's list has it.
 */
package org.purposecdp.contracts.residency;
