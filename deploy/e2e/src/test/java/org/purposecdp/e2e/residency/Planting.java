package org.purposecdp.e2e.residency;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import com.standardwebhooks.Webhook;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.FileImport;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.platform.SharedRegister;
import org.purposecdp.e2e.store.Producing;
import org.purposecdp.local.Stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Sends made-up values by every way in; a name is one that nothing else holds. */
final class Planting {
    private static final String KEEPER = "admin";

    private final Platform platform;
    private final Brand brand;
    private final Map<String, String> kept = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final List<Runnable> arrivals = new ArrayList<>();

    Planting(Platform platform, Brand brand) {
        this.platform = platform;
        this.brand = brand;
    }

    /** How it came in → what may lie wherever values may. */
    Map<String, String> kept() {
        return kept;
    }

    /** How it came in → what may lie nowhere. */
    Map<String, String> refused() {
        return refused;
    }

    void awaitArrivals() {
        arrivals.forEach(Runnable::run);
    }

    /** Traits, an identifier, and an event that sets a delivery off. */
    void bySdk(String event) {
        Person person = named("an SDK's call");
        String phone = "151" + digits(8);
        person.grants("marketing");
        brand.shop()
                .send(
                        person.identify()
                                .trait("firstName", kept.get("an SDK's call"))
                                .trait("phone", "+49" + phone)
                                .trait("motto", keep("an SDK's other trait")));
        person.awaitProfile(
                "marketing", profile -> assertThat(profile.traits()).containsKey("motto"));
        kept.put("a phone number", phone);
        brand.shop().send(person.track(event).property("note", keep("an event's property")));
    }

    void byPartner() {
        String way = "a partner's record";
        Person person = named(way);
        String record =
                """
                [{"messageId":"%1$s","identifiers":{"email":"%2$s"},"traits":{"firstName":"%1$s"}}]
                """
                        .formatted(kept.get(way), person.email());
        platform.as(SharedRegister.PARTNER, Stack.IDENTITY)
                .body(record)
                .post("/v1/records")
                .then()
                .statusCode(202);
    }

    void byHook() {
        String way = "another system's webhook";
        Person person = named(way);
        String secret =
                platform.as(KEEPER, Stack.IDENTITY)
                        .body(
                                Map.of(
                                        "hook",
                                        Map.of(
                                                "mapping",
                                                mapping("/mail", "/name"),
                                                "signature",
                                                Map.of("scheme", "STANDARD"))))
                        .put("/v1/sources/" + brand.shop().id() + "/hook")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("secret");
        hook(json(person, kept.get(way)), secret, 202);
        hook(json(person, refuse("a webhook that nobody signed")), null, 401);
    }

    void byFile() {
        String way = "a file";
        Person person = named(way);
        String file =
                "mail,name\n%s,%s\n,%s\n"
                        .formatted(person.email(), kept.get(way), refuse("a bad row of a file"));
        FileImport.guess(
                platform, "text/csv", ("mail,name\n" + refuse("a guess") + ",").getBytes(UTF_8));
        assertThat(
                        FileImport.make(platform, brand.shop(), "CSV", mapping("mail", "name"))
                                .send(file.getBytes(UTF_8))
                                .statusCode())
                .isEqualTo(200);
    }

    void byTopic() throws Exception {
        String way = "a source's own topic";
        Person person = named(way);
        String topic = "orders." + brand.id();
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", platform.description().kafka()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        platform.as(KEEPER, Stack.IDENTITY)
                .body(Map.of("topic", topic, "mapping", mapping("/mail", "/name")))
                .put("/v1/sources/" + brand.shop().id() + "/topic")
                .then()
                .statusCode(201);
        Producing.send(platform.description().kafka(), topic, "1", json(person, kept.get(way)));
    }

    void byDesk(String bornOn) {
        Person person = named("an email address at the desk");
        fact(person, Map.of("kind", "BIRTH_DATE", "from", bornOn + "T00:00:00Z"));
        kept.put("a day of birth", bornOn);
        fact(
                person,
                Map.of(
                        "kind",
                        "CONTRACT",
                        "reference",
                        keep("the number of a contract"),
                        "from",
                        "2025-01-01T00:00:00Z"));
        brand.shop()
                .send(
                        person.identify()
                                .trait("firstName", kept.get("an email address at the desk")));
    }

    /** Asked, or said of nobody: nothing of it is kept. */
    void byQuestion() {
        Map<String, Object> one = Map.of("traits", Map.of("firstName", refuse("a comparison")));
        platform.as(KEEPER, Stack.IDENTITY)
                .body(Map.of("one", one, "other", one))
                .post("/v1/explain")
                .then()
                .statusCode(200);
        brand.person("Aino").profile("service");
        brand.shop().sendOnce(List.of(Message.identify().trait("firstName", refuse("nobody's"))));
        platform.as(SharedRegister.OFFICER, Stack.PROFILE)
                .body(
                        Map.of(
                                "identifier",
                                Map.of(
                                        "namespace",
                                        "email",
                                        "value",
                                        refuse("a look-up") + "@x.fi"),
                                "purpose",
                                "service"))
                .post("/v1/profiles/lookup")
                .then()
                .statusCode(404);
    }

    private Person named(String way) {
        Person person = brand.customer("Aino");
        String name = keep(way);
        kept.put("the address beside " + way, person.email());
        arrivals.add(
                () ->
                        person.awaitProfile(
                                "service",
                                profile ->
                                        assertThat(profile.traits())
                                                .as(way)
                                                .containsEntry("firstName", name)));
        return person;
    }

    private void fact(Person person, Map<String, String> fact) {
        Map<String, Object> body = new LinkedHashMap<>(fact);
        body.put("identifier", person.identifier());
        platform.as("service-desk", Stack.CONSENT)
                .body(body)
                .post("/v1/facts")
                .then()
                .statusCode(201);
    }

    private void hook(String body, String secret, int status) {
        long now = Instant.now().getEpochSecond();
        String signature = "v1,bm9ib2R5";
        try {
            signature = secret == null ? signature : new Webhook(secret).sign("msg_1", now, body);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        platform.anonymous(Stack.IDENTITY)
                .contentType("application/json; charset=utf-8")
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", now)
                .header("webhook-signature", signature)
                .body(body.getBytes(UTF_8))
                .post("/v1/hooks/" + brand.shop().id())
                .then()
                .statusCode(status);
    }

    private static Map<String, String> mapping(String mail, String name) {
        return Map.of(mail, "identifier:email", name, "trait:firstName");
    }

    private static String json(Person person, String name) {
        return "{\"mail\":\"%s\",\"name\":\"%s\"}".formatted(person.email(), name);
    }

    private String keep(String way) {
        return kept.computeIfAbsent(way, key -> letters());
    }

    private String refuse(String way) {
        return refused.computeIfAbsent(way, key -> letters());
    }

    /** In small letters, so that what cleans names changes nothing. */
    private static String letters() {
        return ThreadLocalRandom.current()
                .ints(14, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String digits(int count) {
        return ThreadLocalRandom.current()
                .ints(count, '0', '9' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
