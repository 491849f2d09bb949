/** What became of each delivery. */
package org.purposecdp.contracts.delivery;
