/** Where values lie: what the stores have against what is declared in contracts. */
package org.purposecdp.e2e.residency;
