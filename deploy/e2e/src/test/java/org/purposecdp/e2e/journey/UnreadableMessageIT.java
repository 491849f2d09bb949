package org.purposecdp.e2e.journey;

import java.io.InputStream;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.ResolvedRecord;
import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.store.Producing;
import org.purposecdp.e2e.store.Stores;
import org.purposecdp.e2e.store.Topics;

import static org.assertj.core.api.Assertions.assertThat;

/** A message that cannot be read stops nobody else, and permits nothing. */
@OnPlatform
class UnreadableMessageIT {

    @Test
    void onAFlowTopicItIsSetAsideAndItsNeighboursGoOn(Platform platform, Brand brand)
            throws Exception {
        String kafka = platform.description().kafka();
        String garbage = "garbage-" + UUID.randomUUID();
        for (int i = 0; i < 20; i++) {
            Producing.send(kafka, "cdp.records.resolved.v1", "node-" + i, garbage);
            Producing.send(kafka, "cdp.records.received.v1", "key-" + i, garbage);
        }

        Person aino = brand.person("Aino");
        aino.grants("marketing");
        brand.shop().send(aino.identify().trait("favouriteColour", "blue"));

        aino.awaitProfile(
                "marketing",
                profile -> assertThat(profile.traits()).containsKey("favouriteColour"));
        assertThat(new Topics(kafka).holding("not a R"))
                .contains("cdp.records.resolved.v1.dlq", "cdp.records.received.v1.dlq");
        isNowhereInPlainText(platform, garbage);
    }

    @Test
    void whatCanBeReadButNotKeptIsSetAside(Platform platform, Brand brand) throws Exception {
        String kafka = platform.description().kafka();
        String planted = brand.event("Planted");
        for (int i = 0; i < 20; i++) {
            Producing.send(kafka, "cdp.records.resolved.v1", "node-" + i, resolved(planted + i));
        }

        Person aino = brand.person("Aino");
        aino.grants("marketing");
        brand.shop().send(aino.identify().trait("favouriteColour", "blue"));

        aino.awaitProfile(
                "marketing",
                profile -> assertThat(profile.traits()).containsKey("favouriteColour"));
        assertThat(new Topics(kafka).holding("failed with"))
                .contains("cdp.records.resolved.v1.dlq");
        isNowhereInPlainText(platform, planted);
    }

    /** But on the topics that it was put on, until they are trimmed. */
    private static void isNowhereInPlainText(Platform platform, String text) throws Exception {
        assertThat(new Topics(platform.description().kafka()).holding(text))
                .isSubsetOf("cdp.records.resolved.v1", "cdp.records.received.v1");
        Stores stores = new Stores(platform.description());
        assertThat(stores.postgresqlPlacesOf(text)).isEmpty();
        assertThat(stores.mongodbPlacesOf(text)).isEmpty();
    }

    /** A record of a time that no store can hold. */
    private static String resolved(String recordId) throws Exception {
        try (InputStream example =
                ResolvedRecord.class.getResourceAsStream("/examples/records.resolved.v1.json")) {
            ObjectNode resolved = (ObjectNode) Json.MAPPER.readTree(example);
            ((ObjectNode) resolved.path("record"))
                    .put("recordId", recordId)
                    .put("occurredAt", "-999999999-01-01T00:00:00Z");
            return resolved.put("policyVersion", 0).toString();
        }
    }

    @Test
    void onAStateTopicItsPersonIsClosedUntilALaterVersion(Platform platform, Brand brand) {
        Person aino = brand.person("Aino");
        Person bertta = brand.person("Bertta");
        for (Person person : new Person[] {aino, bertta}) {
            person.grants("marketing");
            brand.shop().send(person.identify().trait("favouriteColour", "blue"));
            person.awaitProfile(
                    "marketing",
                    profile -> assertThat(profile.traits()).containsKey("favouriteColour"));
        }
        String profileId = aino.profile("marketing").orElseThrow().id();

        Producing.send(
                platform.description().kafka(), "cdp.subjects.v1", profileId, "not a subject");

        Awaitility.await("closed")
                .atMost(Platform.PATIENCE)
                .untilAsserted(() -> assertThat(aino.profile("marketing")).isEmpty());
        assertThat(bertta.profile("marketing")).isPresent();

        aino.objects("analytics");

        aino.awaitProfile(
                "marketing",
                profile -> assertThat(profile.traits()).containsKey("favouriteColour"));
    }
}
