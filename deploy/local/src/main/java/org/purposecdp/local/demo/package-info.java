/** Sends made-up people's records through the public APIs and checks what came of them. */
package org.purposecdp.local.demo;
