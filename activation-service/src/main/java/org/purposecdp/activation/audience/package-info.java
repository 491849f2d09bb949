/** Who is meant: a rule over one purpose's view. Never looks beyond that view. */
package org.purposecdp.activation.audience;
