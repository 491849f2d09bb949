package org.purposecdp.e2e.journey;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.store.Producing;
import org.purposecdp.e2e.store.ReceivedRecords;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** What a service could not read lies sealed with it: it is listed, replayed, and erased. */
@OnPlatform
class DeadLettersIT {
    /** Not even text. */
    private static final String ODD = "\u0000{\ufffd\ud800";

    private static final Map<Topic, String> READERS =
            Map.of(
                    Topic.RECORDS_RECEIVED, Stack.IDENTITY,
                    Topic.RECORDS_RESOLVED, Stack.PROFILE,
                    Topic.CONSENT_SIGNALS, Stack.CONSENT,
                    Topic.FENCE_ACKS, Stack.CONSENT,
                    Topic.PROFILE_CHANGES, Stack.ACTIVATION);

    @Test
    void whoeverReadsATopicListsWhatItCannotReadAndReplaysIt(Platform platform) {
        READERS.forEach(
                (topic, service) -> {
                    String key = UUID.randomUUID().toString().replace("-", "");
                    Producing.send(platform.description().kafka(), topic.topicName(), key, ODD);
                    String id = (String) await(platform, topic, key, 1).get(0).get("id");

                    replay(platform, service, id, 200);

                    List<Map<String, Object>> both = await(platform, topic, key, 2);
                    assertThat(both.get(0)).as("failed again").doesNotContainKey("replayedAt");
                    assertThat(both.get(1)).containsEntry("id", id);
                    assertThat(both.get(1).get("replayedAt")).isNotNull();
                    replay(platform, service, id, 409);
                    replay(platform, service, id + "9", 404);
                });
    }

    @Test
    void aPersonsLettersGoWithTheirNoAndNobodyElses(Platform platform, Brand brand) {
        Person aino = brand.person("Aino");
        aino.grants("marketing");
        String received;
        try (ReceivedRecords records =
                ReceivedRecords.from(platform.description().kafka(), brand.shop().id())) {
            brand.shop().send(aino.identify().trait("favouriteColour", "blue"));
            aino.awaitProfile(
                    "marketing",
                    profile -> assertThat(profile.traits()).containsKey("favouriteColour"));
            Awaitility.await()
                    .atMost(Platform.PATIENCE)
                    .untilAsserted(() -> assertThat(records.keys()).hasSize(1));
            received = records.keys().iterator().next();
        }
        // The one node of hers is what her profile is called after.
        String node = aino.profile("marketing").orElseThrow().id();
        Map<Topic, String> keys =
                Map.of(
                        Topic.RECORDS_RECEIVED, received,
                        Topic.RECORDS_RESOLVED, node,
                        Topic.PROFILE_CHANGES, node);
        String stranger = UUID.randomUUID().toString().replace("-", "");
        keys.forEach(
                (topic, key) -> {
                    String kafka = platform.description().kafka();
                    Producing.send(kafka, topic.topicName(), key, ODD);
                    Producing.send(kafka, topic.topicName(), stranger, ODD);
                    await(platform, topic, key, 1);
                    await(platform, topic, stranger, 1);
                });

        aino.withdraws("marketing");

        keys.forEach(
                (topic, key) -> {
                    await(platform, topic, key, 0);
                    await(platform, topic, stranger, 1);
                });
    }

    private static List<Map<String, Object>> await(
            Platform platform, Topic topic, String key, int many) {
        return Awaitility.await(topic + " has " + many)
                .atMost(Platform.PATIENCE)
                .until(() -> letters(platform, topic, key), found -> found.size() == many);
    }

    private static List<Map<String, Object>> letters(Platform platform, Topic topic, String key) {
        List<Map<String, Object>> page =
                platform.as("admin", READERS.get(topic))
                        .queryParam("topic", topic.topicName())
                        .get("/v1/dead-letters")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("letters");
        return page.stream().filter(letter -> key.equals(letter.get("key"))).toList();
    }

    private static void replay(Platform platform, String service, String id, int status) {
        platform.as("admin", service)
                .post("/v1/dead-letters/" + id + "/replay")
                .then()
                .statusCode(status);
    }
}
