package org.purposecdp.profile.read;

import io.smallrye.config.ConfigMapping;

/** How identifiers become pseudonyms; the same in every service. */
@ConfigMapping(prefix = "cdp.identifier")
public interface IdentifierConfig {
    /** HMAC key, base64, at least 32 bytes. */
    String key();
}
