/** The nodes held to be one person, as identity-service publishes them. */
package org.purposecdp.contracts.cluster;
