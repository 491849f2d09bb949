package org.purposecdp.e2e.journey;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.platform.Platform.Planted;
import org.purposecdp.e2e.store.Files;
import org.purposecdp.e2e.store.Stores;
import org.purposecdp.e2e.store.Topics;

import static org.assertj.core.api.Assertions.assertThat;

/** The last to run, so that what was refused earlier in the run has had its time in Kafka. */
@OnPlatform
@Order(Integer.MAX_VALUE)
class NothingLeftIT {
    /** Segments of a minute, trimmed within another, a marker where nothing follows. */
    private static final Duration TIME_IN_KAFKA = Duration.ofMinutes(4);

    @Test
    void refusedValueIsNowhereOnceTheTopicsAreTrimmed(Platform platform, Brand brand)
            throws Exception {
        if (platform.planted().isEmpty()) {
            RefusedValueIT.plant(platform, brand);
        }
        Path kafka = platform.directory().resolve("data/kafka");
        Path logs = platform.directory().resolve("logs");
        Topics topics = new Topics(platform.description().kafka());
        Stores stores = new Stores(platform.description());

        for (Planted planted : platform.planted()) {
            Awaitility.await("the bytes on Kafka's disk are gone")
                    .atMost(TIME_IN_KAFKA)
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(
                            () -> assertThat(Files.holding(kafka, planted.refused())).isEmpty());
            assertThat(topics.holding(planted.refused())).isEmpty();
            assertThat(stores.mongodbPlacesOf(planted.refused())).isEmpty();
            assertThat(stores.postgresqlPlacesOf(planted.refused())).isEmpty();
            assertThat(Files.holding(logs, planted.refused())).isEmpty();
        }
        assertThat(Files.all(kafka)).as("there are files to look at").isNotEmpty();
    }
}
