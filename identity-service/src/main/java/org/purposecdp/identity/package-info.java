/** Who is it? Capture, sources, identifiers, nodes and clusters. */
package org.purposecdp.identity;
