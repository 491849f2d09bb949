/** What records said of consent, taken in. */
package org.purposecdp.consent.signal;
