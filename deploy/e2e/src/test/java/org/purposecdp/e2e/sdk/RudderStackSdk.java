package org.purposecdp.e2e.sdk;

import java.util.Map;

import com.rudderstack.sdk.java.analytics.RudderAnalytics;
import com.rudderstack.sdk.java.analytics.messages.AliasMessage;
import com.rudderstack.sdk.java.analytics.messages.GroupMessage;
import com.rudderstack.sdk.java.analytics.messages.IdentifyMessage;
import com.rudderstack.sdk.java.analytics.messages.PageMessage;
import com.rudderstack.sdk.java.analytics.messages.ScreenMessage;
import com.rudderstack.sdk.java.analytics.messages.TrackMessage;

/** RudderStack's SDK for Java with the settings it comes with. */
final class RudderStackSdk implements Sdk {
    private final RudderAnalytics analytics;

    RudderStackSdk(String host, String writeKey) {
        this.analytics = RudderAnalytics.builder(writeKey).setDataPlaneUrl(host).build();
    }

    @Override
    public void identify(String userId, Map<String, ?> traits) {
        analytics.enqueue(IdentifyMessage.builder().userId(userId).traits(traits));
    }

    @Override
    public void track(String userId, String event, Map<String, ?> properties) {
        analytics.enqueue(TrackMessage.builder(event).userId(userId).properties(properties));
    }

    @Override
    public void page(String userId, Map<String, ?> properties) {
        analytics.enqueue(PageMessage.builder("A page").userId(userId).properties(properties));
    }

    @Override
    public void screen(String userId, Map<String, ?> properties) {
        analytics.enqueue(ScreenMessage.builder("A screen").userId(userId).properties(properties));
    }

    @Override
    public void group(String userId, Map<String, ?> traits) {
        analytics.enqueue(GroupMessage.builder("A group").userId(userId).traits(traits));
    }

    @Override
    public void alias(String userId, String previousId) {
        analytics.enqueue(AliasMessage.builder(previousId).userId(userId));
    }

    @Override
    public void flush() {
        analytics.flush();
    }

    @Override
    public void close() {
        analytics.shutdown();
    }
}
