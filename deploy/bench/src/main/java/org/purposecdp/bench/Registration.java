package org.purposecdp.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.local.Stack;
import org.purposecdp.local.StackDescription;

/**
 * Registers what the load needs, all under names of its own: a shop's server that sends one event,
 * a purpose that rests on consent, and an activation of each such event.
 *
 * <p>Consent, since it is the one basis that a new person brings along: every event carries {@code
 * context.consent}, as SDKs' consent tools have it. All others need a notice given, by a call for
 * each person beforehand.
 */
final class Registration {
    static final String SOURCE = "bench-shop";
    static final String EVENT = "Bench Order Completed";
    static final String PURPOSE = "bench-orders";
    static final String DESTINATION = "bench-receiver";
    static final List<String> ORDER = List.of("transactional");

    private static final List<String> IDENTITY = List.of("contact", "device");

    private final Api api;
    private final StackDescription stack;

    Registration(Api api, StackDescription stack) {
        this.api = api;
        this.stack = stack;
    }

    /** Idempotent. Answers the source's write key. */
    String register(String receiver) {
        String writeKey = source();
        JsonNode policy = api.get(Stack.CONSENT, "/v1/policy").orElseThrow().body();
        purpose(policy, Policy.IDENTITY_RESOLUTION, "Telling who a record is about");
        purpose(policy, Policy.PENDING_DECISION, "Holding what is not decided yet");
        purpose(policy, PURPOSE, "Telling the bench of its orders");
        api.put(Stack.CONSENT, "/v1/notices/" + PURPOSE, notice());
        activity("bench-identity", own(policy, Policy.IDENTITY_RESOLUTION, IDENTITY));
        activity("bench-pending", own(policy, Policy.PENDING_DECISION, ORDER));
        activity(PURPOSE, byConsent());
        catalogue();
        api.put(
                Stack.ACTIVATION,
                "/v1/destinations/" + DESTINATION,
                Map.of("type", "WEBHOOK", "url", receiver, "maxInFlight", 128));
        Retry.until(
                () ->
                        api.put(
                                Stack.ACTIVATION,
                                "/v1/activations/" + PURPOSE,
                                Map.of(
                                        "trigger",
                                        Map.of("event", EVENT),
                                        "destination",
                                        DESTINATION,
                                        "purpose",
                                        PURPOSE)));
        return writeKey;
    }

    /** What the services say of a record, to tell where it stopped. */
    String outcome(Mark mark) {
        List<String> said = new ArrayList<>();
        for (String service : List.of(Stack.IDENTITY, Stack.PROFILE)) {
            String path = "/v1/outcomes/" + mark + "?source=" + SOURCE;
            said.add(
                    service
                            + ": "
                            + api.get(service, path)
                                    .map(answer -> answer.body().toString())
                                    .orElse("knows nothing of it"));
        }
        return String.join("; ", said);
    }

    /** A write key is told once, so it is kept in stack.json. */
    private String source() {
        JsonNode source =
                api.put(
                        Stack.IDENTITY,
                        "/v1/sources/" + SOURCE,
                        Map.of("kind", "SERVER", "name", "Load generator"));
        if (source.hasNonNull("writeKey")) {
            String writeKey = source.get("writeKey").asText();
            stack.addSources(Map.of(SOURCE, new StackDescription.Source(writeKey, "SERVER")));
            return writeKey;
        }
        return Optional.ofNullable(stack.sources().get(SOURCE))
                .map(StackDescription.Source::writeKey)
                .orElseThrow(
                        () ->
                                new BenchFailure(
                                        "the source "
                                                + SOURCE
                                                + " exists, and stack.json has lost its write key",
                                        "start afresh: deploy/local/up --fresh --no-demo"
                                                + " --detach"));
    }

    private void purpose(JsonNode policy, String id, String name) {
        for (JsonNode purpose : policy.path("purposes")) {
            if (purpose.path("id").asText().equals(id)) {
                return;
            }
        }
        api.put(
                Stack.CONSENT,
                "/v1/purposes/" + id,
                Map.of("name", name, "directMarketing", false));
    }

    private static Map<String, Object> notice() {
        return Map.of(
                "versions",
                List.of(
                        Map.of(
                                "version",
                                1,
                                "material",
                                true,
                                "texts",
                                Map.of("en", "The bench is told of your made-up orders."))));
    }

    /** A purpose has one basis for each category: that of whoever registered one first. */
    private static Map<String, Object> own(
            JsonNode policy, String purpose, List<String> categories) {
        Map<String, Object> activity = activity(purpose, categories);
        activity.put("basis", "LEGITIMATE_INTERESTS");
        activity.put("assessment", "bench: made-up people");
        for (JsonNode other : policy.path("activities")) {
            boolean same = other.path("purpose").asText().equals(purpose);
            for (JsonNode category : other.path("categories")) {
                if (same && categories.contains(category.asText())) {
                    for (String field : List.of("basis", "assessment", "law")) {
                        activity.put(field, other.path(field).textValue());
                    }
                    activity.put("describedBy", other.get("describedBy"));
                }
            }
        }
        return activity;
    }

    private static Map<String, Object> byConsent() {
        Map<String, Object> activity = activity(PURPOSE, ORDER);
        activity.put("basis", "CONSENT");
        activity.put("notice", PURPOSE);
        activity.put("recipients", List.of(DESTINATION));
        activity.put("readers", List.of(Api.CLIENT));
        return activity;
    }

    private static Map<String, Object> activity(String purpose, List<String> categories) {
        Map<String, Object> activity = new LinkedHashMap<>();
        activity.put("purpose", purpose);
        activity.put("categories", categories);
        activity.put("sources", List.of(SOURCE));
        activity.put("softOptIn", false);
        return activity;
    }

    private void activity(String id, Map<String, Object> activity) {
        api.put(Stack.CONSENT, "/v1/activities/" + id, activity);
    }

    /** Beside what is in it. */
    private void catalogue() {
        JsonNode catalogue = api.get(Stack.CONSENT, "/v1/catalogue").orElseThrow().body();
        Map<String, Object> events = new LinkedHashMap<>();
        catalogue
                .path("events")
                .fields()
                .forEachRemaining(e -> events.put(e.getKey(), e.getValue()));
        if (!events.containsKey(EVENT)) {
            events.put(EVENT, ORDER.get(0));
            api.put(
                    Stack.CONSENT,
                    "/v1/catalogue",
                    Map.of("traits", catalogue.path("traits"), "events", events));
        }
    }
}
