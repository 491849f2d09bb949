/** What text may be, whoever sends it. */
package org.purposecdp.identity.text;
