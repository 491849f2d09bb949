/** Purpose-bound reads: what a client may see of a person, asked of the rule at that moment. */
package org.purposecdp.profile.read;
