/** One OIDC tenant for all paths; who may do what is said by annotations, never by paths. */
package org.purposecdp.kit.security;
