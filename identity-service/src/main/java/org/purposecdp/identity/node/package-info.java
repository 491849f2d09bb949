/**
 * Resolves records: computes each record's node, and cuts the component of a new node again. An
 * event of a known node touches no cluster.
 */
package org.purposecdp.identity.node;
