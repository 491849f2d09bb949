/** Everything the platform has written down, as text to be searched. */
package org.purposecdp.e2e.store;
