/**
 * Which nodes are one person: a pure function of nodes and limits, whatever the order of arrival.
 * Plain Java; it knows neither tables nor topics.
 */
package org.purposecdp.identity.cluster;
