/**
 * Imports: files of any size, a row a record, by the same door as records. What is on file of an
 * import never has a value of a row.
 */
package org.purposecdp.identity.imports;
