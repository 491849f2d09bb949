/** Consent records: appended, never changed. */
package org.purposecdp.consent.record;
