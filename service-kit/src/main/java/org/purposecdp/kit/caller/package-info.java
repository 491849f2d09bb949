/** Who calls, by their token. */
package org.purposecdp.kit.caller;
