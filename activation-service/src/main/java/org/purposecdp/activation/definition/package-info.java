/** What people register by PUT: idempotent, changed only under If-Match. */
package org.purposecdp.activation.definition;
