/** The copy of the clusters: who holds a node. It never decides who a person is. */
package org.purposecdp.consent.cluster;
