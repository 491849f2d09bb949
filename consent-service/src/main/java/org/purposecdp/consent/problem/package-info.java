/** What this service answers when it cannot do what was asked. */
package org.purposecdp.consent.problem;
