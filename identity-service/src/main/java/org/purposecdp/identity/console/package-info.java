/** Pages for people, by role; what they do the same classes do that the API calls. */
package org.purposecdp.identity.console;
