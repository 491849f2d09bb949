/** The systems that may send records. A write key is told once and kept as a hash only. */
package org.purposecdp.identity.source;
