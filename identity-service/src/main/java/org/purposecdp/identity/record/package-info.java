/** The partner API: records in our own form, from a source that signs in. */
package org.purposecdp.identity.record;
