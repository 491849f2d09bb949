/**
 * Sends made-up people's records through the public APIs and checks what came of them. The records,
 * the decisions and the expectation are files beside these classes' resources; all but {@code
 * register.json} come from {@code deploy/local/make-demo}.
 */
package org.purposecdp.local.demo;
