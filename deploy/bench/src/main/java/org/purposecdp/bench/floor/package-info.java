/**
 * The floor: the same way through the same stores, by bare drivers and nothing of the platform's,
 * deciding nothing. What is slower than this is ours.
 */
package org.purposecdp.bench.floor;
