/**
 * What senders say of consent, in whatever form, and whether a device that has not said yes may be
 * heard at all. What the words permit is not decided here.
 */
package org.purposecdp.identity.consent;
