/**
 * What people and systems may see of a person here, by the rule, and that they looked: who, at
 * whom, when, what for. Never a value.
 */
package org.purposecdp.identity.look;
