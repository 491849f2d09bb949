/**
 * What time brings: holds that end, views whose until has passed, an older policy, what a crash
 * left unpublished. It never decides before the state topics have been read.
 */
package org.purposecdp.profile.sweep;
