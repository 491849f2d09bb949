package org.purposecdp.e2e.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Message;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** How many are in an audience is told in tens, of those alone of whom the client may know. */
@OnPlatform
class AudienceSizeIT {

    @Test
    void aSizeTellsOfNobodyInParticular(Platform platform, Brand brand) {
        String colour = "violet-" + brand.id();
        platform.as("marketing", Stack.ACTIVATION)
                .body(
                        Map.of(
                                "purpose",
                                "marketing",
                                "rule",
                                Map.of("trait", "favouriteColour", "op", "eq", "value", colour)))
                .put("/v1/audiences/" + colour)
                .then()
                .statusCode(201);
        List<Person> people = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Person person = brand.person("Aino");
            person.grants("marketing");
            people.add(person);
            messages.add(person.identify().trait("favouriteColour", colour));
        }
        brand.shop().send(messages.toArray(Message[]::new));

        await(
                platform,
                colour,
                size -> assertThat(size.getObject("size", Long.class)).isEqualTo(10));
        JsonPath of12 = ask(platform, colour);
        assertThat(of12.getMap("")).doesNotContainKey("fewerThan").containsKey("at");

        for (Person person : people.subList(0, 3)) {
            person.withdraws("marketing");
        }
        await(
                platform,
                colour,
                size -> {
                    assertThat(size.getMap("")).containsEntry("size", null);
                    assertThat(size.getInt("fewerThan")).isEqualTo(10);
                });
    }

    private static void await(Platform platform, String audience, Consumer<JsonPath> asItShouldBe) {
        Awaitility.await("size of " + audience)
                .atMost(Platform.PATIENCE)
                .untilAsserted(() -> asItShouldBe.accept(ask(platform, audience)));
    }

    private static JsonPath ask(Platform platform, String audience) {
        return platform.as("marketing", Stack.ACTIVATION)
                .get("/v1/audiences/" + audience)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
