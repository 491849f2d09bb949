package org.purposecdp.profile.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the profiles are. */
@ConfigMapping(prefix = "cdp.mongodb")
public interface MongoDbConfig {
    @WithDefault("mongodb://localhost:27017")
    String uri();

    @WithDefault("profile")
    String database();
}
