/** How the bodies of requests and answers are read and written. */
package org.purposecdp.kit.body;
