package org.purposecdp.consent.subject;

import java.time.Instant;

/** A notice given to whoever bears an identifier. */
record StoredNotice(String notice, int version, Instant at, String pseudonym) {}
