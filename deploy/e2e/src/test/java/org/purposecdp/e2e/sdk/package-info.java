/** The published SDKs, unchanged but for the host. */
package org.purposecdp.e2e.sdk;
