/** The one running platform that all journeys share, and how to talk to it. */
package org.purposecdp.e2e.platform;
