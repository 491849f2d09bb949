/**
 * Inbound webhooks: what a source's system sends in its own form, signed, by the same door as
 * records.
 */
package org.purposecdp.identity.hook;
