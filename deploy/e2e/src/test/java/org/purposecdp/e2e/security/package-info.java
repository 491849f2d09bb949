/** Who is let in, over every endpoint that there is. */
package org.purposecdp.e2e.security;
