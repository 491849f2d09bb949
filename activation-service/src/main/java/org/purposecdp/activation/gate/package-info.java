/** Whether a delivery may be made at this moment. Plain Java; it never sends. */
package org.purposecdp.activation.gate;
