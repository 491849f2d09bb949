/** Where deliveries go, and whether it still takes them. Never tells its secret again. */
package org.purposecdp.activation.destination;
