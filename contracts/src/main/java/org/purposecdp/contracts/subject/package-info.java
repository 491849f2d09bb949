/** The whole state of one person that decisions rest on. No plain identifier is in it. */
package org.purposecdp.contracts.subject;
