/**
 * How text is read that may come from anybody: in a time that grows with its length and no faster.
 * Nothing else matches texts: {@code java.util.regex}, which may try again and again, is forbidden.
 */
package org.purposecdp.contracts.text;
