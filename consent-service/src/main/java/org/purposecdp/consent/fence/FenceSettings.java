package org.purposecdp.consent.fence;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which services acknowledge, and how long a caller may wait for them. */
@ConfigMapping(prefix = "cdp.fence")
public interface FenceSettings {
    /** Names of the services; with none nothing is ever said to be enforced. */
    Optional<Set<String>> points();

    @WithDefault("30s")
    Duration usualWait();

    @WithDefault("120s")
    Duration longestWait();
}
