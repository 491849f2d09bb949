/** How long rows stay; what nothing rests on any more goes by itself. */
package org.purposecdp.kit.retention;
