/**
 * An audience or a trigger, joined to a destination for one purpose. Queues deliveries, never
 * decides them.
 */
package org.purposecdp.activation.activation;
