package org.purposecdp.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.purposecdp.local.Stack;
import org.purposecdp.local.StackDescription;
import org.purposecdp.local.StackDescription.Source;
import org.purposecdp.local.demo.Platform.Answer;

/** Files the register with the platform; what is there already stays. */
final class Registration {
    private static final String OFFICER = "privacy-officer";
    private static final String ADMIN = "admin";
    private static final String MARKETING = "marketing";

    private final Platform platform;
    private final JsonNode register = Shipped.json("register.json");
    private boolean again;

    Registration(Platform platform) {
        this.platform = platform;
    }

    /** By capture, or else by records of our form. */
    static boolean byCapture(JsonNode source) {
        return source.path("by").asText().equals("capture");
    }

    JsonNode sources() {
        return register.path("sources");
    }

    /**
     * From the files' base instant to ours. Ours is the first run's, which the register remembers:
     * a notice that is in force cannot be dated anew, and a decision repeated is the same decision.
     */
    Duration shift() {
        String notice = "marketing-notice";
        Instant shipped = inForceFrom(register.path("notices").path(notice));
        Answer known =
                platform.as(OFFICER, "GET", Stack.CONSENT, "/v1/notices/" + notice).send(404);
        again = known.found();
        if (again) {
            return Duration.between(shipped, inForceFrom(known.body()));
        }
        Instant base = Instant.parse(Shipped.json("expected.json").path("base").asText());
        return Duration.between(base, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Whether an earlier run has been here. */
    boolean again() {
        return again;
    }

    private static Instant inForceFrom(JsonNode notice) {
        for (JsonNode version : notice.path("versions")) {
            if (version.path("version").asInt() == 1) {
                return Instant.parse(version.path("from").asText());
            }
        }
        throw new DemoFailure("the notice has no version 1: " + notice);
    }

    /** Purposes, notices, activities and the catalogue. */
    void policy(Shipped shipped) {
        for (String kind : new String[] {"purposes", "notices"}) {
            each(
                    kind,
                    (id, body) ->
                            put(
                                    OFFICER,
                                    Stack.CONSENT,
                                    "/v1/" + kind + "/" + id,
                                    shipped.shifted(body.deepCopy())));
        }
        each("activities", (id, body) -> put(OFFICER, Stack.CONSENT, "/v1/activities/" + id, body));
        catalogue();
    }

    /** Ours beside what is there. */
    private void catalogue() {
        Answer now = platform.as(OFFICER, "GET", Stack.CONSENT, "/v1/catalogue").send();
        ObjectNode merged = now.body().deepCopy();
        for (String kind : new String[] {"traits", "events"}) {
            merged.withObject("/" + kind)
                    .setAll((ObjectNode) register.path("catalogue").path(kind));
        }
        put(OFFICER, Stack.CONSENT, "/v1/catalogue", merged);
    }

    /** The stack with the write keys of the sources in it. */
    StackDescription sources(StackDescription stack, Shipped shipped) {
        Map<String, Source> told = new LinkedHashMap<>();
        each(
                "sources",
                (id, body) -> {
                    ObjectNode description = shipped.shifted(body.deepCopy());
                    // How the demo sends is its own affair.
                    description.remove("by");
                    String key =
                            put(ADMIN, Stack.IDENTITY, "/v1/sources/" + id, description)
                                    .body()
                                    .path("writeKey")
                                    .asText(null);
                    if (key != null) {
                        told.put(id, new Source(key, body.path("kind").asText()));
                    } else if (!stack.sources().containsKey(id)) {
                        throw new DemoFailure(
                                "source "
                                        + id
                                        + " is registered, but "
                                        + stack.file()
                                        + " does not have its write key; start with --fresh");
                    }
                });
        return told.isEmpty() ? stack : stack.addSources(told);
    }

    /** The demo's own receiver, of offers by email, with a secret of this run. */
    void destination(String url, String secret) {
        ObjectNode body = Platform.JSON.createObjectNode();
        body.put("type", "WEBHOOK").put("url", url).put("secret", secret);
        body.set("channel", register.path("destination").path("channel"));
        put(
                ADMIN,
                Stack.ACTIVATION,
                "/v1/destinations/" + register.path("destination").path("id").asText(),
                body);
    }

    void activation(String id) {
        put(
                MARKETING,
                Stack.ACTIVATION,
                "/v1/activations/" + id,
                register.path("activations").path(id));
    }

    String audience() {
        JsonNode audience = register.path("audience");
        String id = audience.path("id").asText();
        put(MARKETING, Stack.ACTIVATION, "/v1/audiences/" + id, audience.path("body"));
        return id;
    }

    private interface Entry {
        void put(String id, JsonNode body);
    }

    private void each(String kind, Entry entry) {
        register.path(kind).properties().forEach(one -> entry.put(one.getKey(), one.getValue()));
    }

    /** A change of what is there needs its ETag. */
    private Answer put(String client, String service, String path, JsonNode body) {
        Answer answer = platform.as(client, "PUT", service, path).body(body).send(412, 428);
        if (answer.status() / 100 == 2) {
            return answer;
        }
        Answer now = platform.as(client, "GET", service, path).send();
        return platform.as(client, "PUT", service, path)
                .header("If-Match", now.etag().orElse("*"))
                .body(body)
                .send();
    }
}
