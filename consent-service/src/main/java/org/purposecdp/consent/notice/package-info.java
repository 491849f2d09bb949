/** Which notice people were given, and when. */
package org.purposecdp.consent.notice;
