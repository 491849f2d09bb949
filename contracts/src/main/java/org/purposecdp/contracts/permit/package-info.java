/** The rule. One pure function decides whatever is kept, read or sent; no answer is a "no". */
package org.purposecdp.contracts.permit;
