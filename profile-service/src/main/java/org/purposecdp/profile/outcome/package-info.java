/** What became of a record, for its source; never any values. */
package org.purposecdp.profile.outcome;
