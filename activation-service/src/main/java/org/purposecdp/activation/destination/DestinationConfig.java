package org.purposecdp.activation.destination;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where deliveries may go. */
@ConfigMapping(prefix = "cdp.destinations")
interface DestinationConfig {
    /** Whether an address without TLS is taken. */
    @WithDefault("false")
    boolean allowHttp();

    /** Networks that are not public and yet taken, as 10.1.0.0/16. */
    Optional<List<String>> allowedNetworks();
}
