/** Who has acknowledged which Subject version, and who waits for it. */
package org.purposecdp.consent.fence;
