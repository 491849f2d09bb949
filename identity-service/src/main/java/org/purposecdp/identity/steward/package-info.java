/** Who is who, and why: told, and decided by stewards. */
package org.purposecdp.identity.steward;
