/** What the calls have in common: identifiers as they come in, and Idempotency-Key. */
package org.purposecdp.consent.request;
