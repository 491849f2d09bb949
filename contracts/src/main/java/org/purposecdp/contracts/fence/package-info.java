/** Word from each point that a Subject version has taken hold there. */
package org.purposecdp.contracts.fence;
