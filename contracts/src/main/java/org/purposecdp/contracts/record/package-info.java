/** What one source said about one person, on its way from capture to the gate. */
package org.purposecdp.contracts.record;
