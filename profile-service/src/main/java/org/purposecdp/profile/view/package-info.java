/**
 * The profile as one purpose may see it: a fold over permitted fragments, the same whatever their
 * order, in a state that one more fragment can be merged into. Pure.
 */
package org.purposecdp.profile.view;
