package org.purposecdp.e2e.sdk;

import java.util.Map;

/** An SDK's six calls. */
interface Sdk extends AutoCloseable {
    void identify(String userId, Map<String, ?> traits);

    void track(String userId, String event, Map<String, ?> properties);

    void page(String userId, Map<String, ?> properties);

    void screen(String userId, Map<String, ?> properties);

    void group(String userId, Map<String, ?> traits);

    void alias(String userId, String previousId);

    void flush();

    @Override
    void close();
}
