package org.purposecdp.e2e.brand;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.restassured.response.Response;

import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.purposecdp.e2e.platform.SharedRegister.NOTICE;
import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;
import static org.purposecdp.e2e.platform.SharedRegister.PARTNER;

/**
 * Its purposes: {@code service} rests on a contract, {@code marketing} on consent, {@code
 * analytics} on legitimate interests. Marketing takes nothing from the store, nor anything
 * transactional.
 */
public final class Brand {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final List<String> READERS =
            List.of("marketing", "service-desk", "privacy-officer", "admin");

    /** Who looks at records side by side: by token, and on the pages. */
    private static final List<String> STEWARDS = List.of("admin", "console");

    private final Platform platform;
    private final String id;
    private final AtomicInteger people = new AtomicInteger();
    private final Source web;
    private final Source app;
    private final Source shop;
    private final Source store;

    private Brand(Platform platform, String id) {
        this.platform = platform;
        this.id = id;
        this.web = Source.register(this, "web", "PUBLIC");
        this.app = Source.register(this, "app", "AUTHENTICATING");
        this.shop = Source.register(this, "shop", "SERVER");
        this.store = Source.register(this, "store", "SERVER");
    }

    public static Brand register(Platform platform) {
        Brand brand = new Brand(platform, "b" + COUNT.incrementAndGet());
        brand.registerActivities();
        brand.awaitOpenDoor();
        return brand;
    }

    private void registerActivities() {
        List<String> own = List.of(web.id(), app.id(), shop.id());
        List<String> all = all();
        activity(
                "identity-resolution",
                "LEGITIMATE_INTERESTS",
                List.of("contact", "device"),
                Map.of("sources", all, "readers", STEWARDS, "assessment", "LIA-1"));
        holds("PT15M").then().statusCode(201);
        activity(
                "service",
                "CONTRACT",
                List.of("contact", "transactional"),
                Map.of("sources", all, "readers", READERS, "recipients", List.of(destination())));
        activity(
                "marketing",
                "CONSENT",
                List.of("contact", "demographic", "behavioural"),
                Map.of("sources", own, "readers", READERS, "recipients", List.of(destination())));
        activity(
                "analytics",
                "LEGITIMATE_INTERESTS",
                List.of("behavioural", "transactional"),
                Map.of("sources", all, "readers", READERS, "assessment", "LIA-3"));
    }

    private List<String> all() {
        return List.of(web.id(), app.id(), shop.id(), store.id(), PARTNER);
    }

    /** From now on what is not decided is held no longer than that. */
    public void holdsFor(Duration time) {
        holds(time.toString()).then().statusCode(200);
    }

    private Response holds(String time) {
        return put(
                "pending-decision-" + id,
                "pending-decision",
                "LEGITIMATE_INTERESTS",
                List.of(
                        "contact",
                        "demographic",
                        "behavioural",
                        "transactional",
                        "location",
                        "sentiment",
                        "device"),
                Map.of("sources", all(), "assessment", "LIA-2", "retention", time));
    }

    /** What a customer ordered is used for legal claims, even where they restricted the rest. */
    public void claimsInvoices() {
        put(
                        "invoices-" + id,
                        "service",
                        "CONTRACT",
                        List.of("transactional"),
                        Map.of(
                                "sources",
                                all(),
                                "readers",
                                READERS,
                                "despiteRestriction",
                                "LEGAL_CLAIMS"))
                .then()
                .statusCode(201);
        awaitOpenDoor();
    }

    private void activity(
            String purpose, String basis, List<String> categories, Map<String, ?> more) {
        put(purpose + "-" + id, purpose, basis, categories, more).then().statusCode(201);
    }

    private Response put(
            String activity,
            String purpose,
            String basis,
            List<String> categories,
            Map<String, ?> more) {
        Map<String, Object> body = new LinkedHashMap<>(more);
        body.put("purpose", purpose);
        body.put("basis", basis);
        body.put("categories", categories);
        body.put("notice", NOTICE);
        return platform.as(OFFICER, Stack.CONSENT)
                .header("If-Match", "*")
                .body(body)
                .put("/v1/activities/" + activity);
    }

    /** Until the policy that names the new sources has reached capture. */
    private void awaitOpenDoor() {
        web.sendNothing();
        store.sendNothing();
    }

    public Platform platform() {
        return platform;
    }

    public String id() {
        return id;
    }

    /** A public key in a page: it proves nothing. */
    public Source web() {
        return web;
    }

    /** Authenticating: people sign in. */
    public Source app() {
        return app;
    }

    /** The shop's server. */
    public Source shop() {
        return shop;
    }

    /** The store's server, of which marketing may have nothing. */
    public Source store() {
        return store;
    }

    /** Somebody nobody has seen yet. */
    public Person person(String firstName) {
        return new Person(this, firstName, people.incrementAndGet());
    }

    /** Somebody who was given the notice and has a contract, so that service may be done. */
    public Person customer(String firstName) {
        Person person = person(firstName);
        person.isGivenTheNotice();
        person.hasContract();
        return person;
    }

    /** An event's name that no other brand uses: activations listen to names. */
    public String event(String name) {
        return name + " " + id;
    }

    public String destination() {
        return "crm-" + id;
    }

    /** Sends each such event, for the purpose, to a webhook of this brand. */
    public Webhook webhookOn(String event, String purpose) {
        Webhook webhook = Webhook.open();
        Map<String, Object> destination = new LinkedHashMap<>();
        destination.put("url", webhook.url());
        destination.put("timeoutSeconds", Webhook.TIMEOUT.toSeconds());
        if (purpose.equals("marketing")) {
            destination.put("channel", "POST"); // which asks no consent of its own
        }
        String secret =
                platform.as("admin", Stack.ACTIVATION)
                        .body(destination)
                        .put("/v1/destinations/" + destination())
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("secret");
        webhook.verifyWith(secret);
        platform.as(purpose.equals("marketing") ? "marketing" : "admin", Stack.ACTIVATION)
                .body(
                        Map.of(
                                "trigger",
                                Map.of("event", event),
                                "destination",
                                destination(),
                                "purpose",
                                purpose))
                .put("/v1/activations/" + activation())
                .then()
                .statusCode(201);
        return webhook;
    }

    public String activation() {
        return "on-event-" + id;
    }

    public Deliveries deliveries() {
        return new Deliveries(this);
    }
}
