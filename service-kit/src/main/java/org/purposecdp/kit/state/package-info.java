/**
 * State topics: each service's copy, written with the offset, and read to the end before anything
 * is decided.
 */
package org.purposecdp.kit.state;
