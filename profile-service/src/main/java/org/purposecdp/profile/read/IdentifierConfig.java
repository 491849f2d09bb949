package org.purposecdp.profile.read;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How identifiers become pseudonyms; the same in every service. */
@ConfigMapping(prefix = "cdp.identifier")
public interface IdentifierConfig {
    /** HMAC key, base64, at least 32 bytes. */
    String key();

    /** ISO 3166-1 alpha-2, for phone numbers without a country code. */
    @WithDefault("FI")
    String region();
}
