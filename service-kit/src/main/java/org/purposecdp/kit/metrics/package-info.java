/** Prometheus metrics, for those who may read them; never personal data. */
package org.purposecdp.kit.metrics;
