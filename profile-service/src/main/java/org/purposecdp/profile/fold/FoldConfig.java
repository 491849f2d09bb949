package org.purposecdp.profile.fold;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How folding and erasing go. */
@ConfigMapping(prefix = "cdp.fold")
interface FoldConfig {
    /** How long what is denied without the person's own "no" stays, invisible. */
    @WithDefault("P30D")
    Duration eraseAfter();
}
