/** Measures the identity engine on labelled data. */
package org.purposecdp.bench.er;
