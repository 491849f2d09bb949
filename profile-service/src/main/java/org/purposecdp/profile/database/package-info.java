/** The connection to MongoDB: single-document atomic writes, majority, journalled. */
package org.purposecdp.profile.database;
