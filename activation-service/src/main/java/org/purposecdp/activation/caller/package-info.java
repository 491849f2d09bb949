/** Which purposes whoever calls may name. */
package org.purposecdp.activation.caller;
