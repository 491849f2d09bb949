package org.purposecdp.e2e.brand;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.awaitility.Awaitility;

import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** What activation-service says of a brand's deliveries. */
public final class Deliveries {
    private final Brand brand;

    Deliveries(Brand brand) {
        this.brand = brand;
    }

    /**
     * @param state QUEUED, CLAIMED, DELIVERED, SUPPRESSED, FAILED
     * @param reason why it was suppressed or failed
     */
    public record Delivery(String id, String profileId, String state, String reason) {}

    public List<Delivery> all() {
        List<Map<String, Object>> page =
                brand.platform()
                        .as("privacy-officer", Stack.ACTIVATION)
                        .queryParam("activation", brand.activation())
                        .queryParam("limit", 1000)
                        .get("/v1/deliveries")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("deliveries");
        return page.stream().map(Deliveries::delivery).toList();
    }

    private static Delivery delivery(Map<String, Object> row) {
        return new Delivery(
                (String) row.get("deliveryId"),
                (String) row.get("profileId"),
                (String) row.get("state"),
                (String) row.get("reason"));
    }

    /** Once they are as they should be. */
    public void await(Consumer<List<Delivery>> asTheyShouldBe) {
        await(Platform.PATIENCE, asTheyShouldBe);
    }

    public void await(Duration patience, Consumer<List<Delivery>> asTheyShouldBe) {
        Awaitility.await("deliveries of " + brand.id())
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> asTheyShouldBe.accept(all()));
    }

    /** Once all are through with, one way or the other. */
    public void awaitSettled(int number) {
        await(
                all ->
                        assertThat(all)
                                .hasSize(number)
                                .noneMatch(
                                        each ->
                                                each.state().equals("QUEUED")
                                                        || each.state().equals("CLAIMED")));
    }
}
