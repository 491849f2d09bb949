/** What is left of a flow when parts of the platform die, stop, or start with nothing. */
package org.purposecdp.e2e.crash;
