package org.purposecdp.bench.er;

/** In milliseconds. */
record Spread(double p50, double p95, double p99) {}
