package org.purposecdp.e2e.crash;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.brand.Webhook;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.store.Stores;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;

/** A service that does not know what is permitted decides nothing. */
@OnPlatform
class StartedEmptyIT {
    private static final int LOOKS = 5;
    private static final Duration LOOK = Duration.ofMillis(500);

    @Test
    void captureTakesNothingUntilThePolicyIsThere(Platform platform, Brand brand) throws Exception {
        Person aino = brand.customer("Aino");
        Message order = aino.track("Order Completed").property("total", 5);
        platform.service(Stack.IDENTITY).kill();

        CompletableFuture<Void> start =
                SlowBroker.during(
                        platform.description().kafka(),
                        () -> {
                            CompletableFuture<Void> starting =
                                    startUntilItAnswers(platform, Stack.IDENTITY);
                            for (int i = 0; i < 5; i++) {
                                Response response = brand.shop().sendOnce(List.of(order));
                                assertThat(response.statusCode()).isEqualTo(503);
                                assertThat(Integer.parseInt(response.header("Retry-After")))
                                        .isPositive();
                                assertThat(platform.readiness(Stack.IDENTITY)).contains(false);
                            }
                            return starting;
                        });
        start.join();

        brand.shop().send(order);
        aino.awaitProfile(
                "service", profile -> assertThat(profile.count("Order Completed")).isOne());
    }

    @Test
    void profileServiceThatLostItsStoreDecidesNothingUntilItHasReadTheStateTopics(
            Platform platform, Brand brand) throws Exception {
        Person refusing = brand.person("Greta");
        Person agreeing = brand.person("Hans");
        refusing.refuses("marketing");
        agreeing.grants("marketing");
        brand.shop().send(refusing.identify(), agreeing.identify());
        agreeing.awaitProfile(
                "marketing", profile -> assertThat(profile.traits()).containsKey("email"));
        platform.service(Stack.PROFILE).kill();
        try (MongoClient client = MongoClients.create(platform.description().mongodb().uri())) {
            client.getDatabase("profile").drop();
        }
        Message refused = refusing.identify().trait("favouriteColour", "red");
        Message welcome = agreeing.identify().trait("favouriteColour", "blue");
        brand.shop().send(refused, welcome);
        awaitResolved(platform, brand, welcome);

        CompletableFuture<Void> start =
                SlowBroker.during(
                        platform.description().kafka(),
                        () -> {
                            CompletableFuture<Void> starting =
                                    startUntilItAnswers(platform, Stack.PROFILE);
                            for (int i = 0; i < LOOKS; i++) {
                                Flow.pause(LOOK);
                                assertThat(platform.readiness(Stack.PROFILE)).contains(false);
                                assertThat(lookUp(platform, agreeing).statusCode()).isEqualTo(503);
                                assertThat(decided(platform, brand, refused)).isFalse();
                                assertThat(decided(platform, brand, welcome)).isFalse();
                            }
                            return starting;
                        });
        start.join();

        assertThat(agreeing.outcome(brand.shop(), welcome).of("demographic")).isEqualTo("MERGED");
        assertThat(refusing.outcome(brand.shop(), refused).reason("demographic"))
                .isEqualTo("CONSENT_REFUSED");
    }

    @Test
    void activationServiceThatLostItsCopySendsNothingUntilItHasReadTheStateTopics(
            Platform platform, Brand brand) throws Exception {
        String opened = brand.event("Offer Opened");
        try (Webhook webhook = brand.webhookOn(opened, "marketing")) {
            Person withdrawing = brand.person("Greta");
            Person agreeing = brand.person("Hans");
            withdrawing.grants("marketing");
            agreeing.grants("marketing");
            webhook.fails();
            brand.shop().send(withdrawing.track(opened), agreeing.track(opened));
            Awaitility.await("both are tried")
                    .atMost(Platform.PATIENCE)
                    .until(() -> webhook.attempts().size() >= 2);
            platform.service(Stack.ACTIVATION).kill();
            webhook.recovers();
            forgetSubjects(platform);
            withdrawing.withdraws("marketing");

            CompletableFuture<Void> start =
                    SlowBroker.during(
                            platform.description().kafka(),
                            () -> {
                                CompletableFuture<Void> starting =
                                        startUntilItAnswers(platform, Stack.ACTIVATION);
                                // A retry would be due by now.
                                Flow.pause(Duration.ofSeconds(8));
                                assertThat(platform.readiness(Stack.ACTIVATION)).contains(false);
                                assertThat(webhook.accepted()).isEmpty();
                                return starting;
                            });
            start.join();

            brand.deliveries().awaitSettled(2);
            assertThat(webhook.accepted()).hasSize(1);
            assertThat(brand.deliveries().all())
                    .extracting(each -> each.state())
                    .containsExactlyInAnyOrder("DELIVERED", "SUPPRESSED");
        }
    }

    /** Goes on starting behind us; done once it answers at all. */
    private static CompletableFuture<Void> startUntilItAnswers(Platform platform, String service) {
        CompletableFuture<Void> start =
                CompletableFuture.runAsync(() -> platform.service(service).start());
        Awaitility.await(service + " answers")
                .atMost(Platform.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> platform.readiness(service).isPresent());
        return start;
    }

    private static Response lookUp(Platform platform, Person person) {
        return platform.as(OFFICER, Stack.PROFILE)
                .body(Map.of("identifier", person.identifier(), "purpose", "marketing"))
                .post("/v1/profiles/lookup");
    }

    private static boolean decided(Platform platform, Brand brand, Message message) {
        return platform.as(OFFICER, Stack.PROFILE)
                        .queryParam("source", brand.shop().id())
                        .get("/v1/outcomes/" + message.id())
                        .statusCode()
                == 200;
    }

    private static void awaitResolved(Platform platform, Brand brand, Message message) {
        Awaitility.await("identity-service is through with it")
                .atMost(Platform.PATIENCE)
                .until(
                        () ->
                                platform.as(OFFICER, Stack.IDENTITY)
                                                .queryParam("source", brand.shop().id())
                                                .get("/v1/outcomes/" + message.id())
                                                .statusCode()
                                        == 200);
    }

    private static void forgetSubjects(Platform platform) throws Exception {
        try (Connection connection = new Stores(platform.description()).connect(Stack.ACTIVATION);
                Statement statement = connection.createStatement()) {
            statement.execute("truncate subject, subject_node, state_offset");
        }
    }
}
