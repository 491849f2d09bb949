/** What of a row, or of a body in somebody else's form, is a record. */
package org.purposecdp.identity.mapping;
