/**
 * Decides and folds fragments into profiles: the flow of resolved records, the refold when a
 * Subject, the policy or time has changed, and what is published afterwards. A write that lost
 * against another is decided again, never repeated.
 */
package org.purposecdp.profile.fold;
