/** Whether a message was taken, by record id; no values, kept for 13 months. */
package org.purposecdp.identity.outcome;
