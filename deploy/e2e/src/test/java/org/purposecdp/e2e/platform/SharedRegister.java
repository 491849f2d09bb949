package org.purposecdp.e2e.platform;

import java.util.List;
import java.util.Map;

import org.purposecdp.local.Stack;

import static java.util.Map.entry;

/**
 * What all brands share: the purposes that the realm's tokens name, one notice, the catalogue.
 * Whatever the catalogue does not name is demographic or behavioural here, so that a brand can have
 * traits and events of its own.
 */
public final class SharedRegister {
    public static final String NOTICE = "privacy";
    public static final String OFFICER = "privacy-officer";
    public static final String PARTNER = "partner";

    private final Platform platform;

    private SharedRegister(Platform platform) {
        this.platform = platform;
    }

    static void write(Platform platform) {
        SharedRegister register = new SharedRegister(platform);
        register.put(
                "notices/" + NOTICE,
                Map.of(
                        "versions",
                        List.of(
                                Map.of(
                                        "version",
                                        1,
                                        "material",
                                        false,
                                        "from",
                                        "2020-01-01T00:00:00Z",
                                        "texts",
                                        Map.of("en", "What we do with your data.")))));
        register.purpose("service", false);
        register.purpose("marketing", true);
        register.purpose("analytics", false);
        register.purpose("identity-resolution", false);
        register.purpose("pending-decision", false);
        register.put(
                "catalogue",
                Map.of(
                        "traits",
                        Map.ofEntries(
                                entry("email", "contact"),
                                entry("phone", "contact"),
                                entry("user_id", "contact"),
                                entry("firstName", "contact"),
                                entry("lastName", "contact"),
                                entry("birthday", "contact"),
                                entry("address", "contact"),
                                entry("anonymous_id", "device"),
                                entry("device_id", "device"),
                                entry("loyaltyTier", "transactional"),
                                entry("*", "demographic")),
                        "events",
                        Map.of("Order Completed", "transactional", "*", "behavioural")));
        platform.as("admin", Stack.IDENTITY)
                .body(Map.of("kind", "SERVER", "name", "A partner"))
                .put("/v1/sources/" + PARTNER)
                .then()
                .statusCode(201);
    }

    private void purpose(String id, boolean directMarketing) {
        List<String> signals = id.equals("marketing") ? List.of("Advertising") : List.of();
        put(
                "purposes/" + id,
                Map.of(
                        "name",
                        id,
                        "directMarketing",
                        directMarketing,
                        "signals",
                        signals,
                        "from",
                        "2020-01-01T00:00:00Z"));
    }

    private void put(String entry, Map<String, ?> body) {
        platform.as(OFFICER, Stack.CONSENT).body(body).put("/v1/" + entry).then().statusCode(201);
    }
}
