/** Errors as RFC 9457 problems with a stable code. They never carry personal data. */
package org.purposecdp.kit.problem;
