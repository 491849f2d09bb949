package org.purposecdp.e2e.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.platform.Durable;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

/** kill -9 in the middle of a flow. */
@OnPlatform
@Durable
class KilledServiceIT {
    private static final List<String> SERVICES =
            List.of(Stack.IDENTITY, Stack.CONSENT, Stack.PROFILE, Stack.ACTIVATION);
    private static final int SEEDS = 3;
    private static final int KILLS = 3;

    /** One seed; the campaign runs more. */
    @Test
    void nothingIsLostOrDoubledWhenEachServiceIsKilledInTurn(Platform platform, Brand brand) {
        Random random = new Random(1);
        List<String> order = new ArrayList<>(SERVICES);
        Collections.shuffle(order, random);
        try (Flow flow = Flow.start(brand, random.nextLong())) {
            for (String service : order) {
                aMoment(random);
                platform.killAndStart(service);
            }
            aMoment(random);
            flow.assertNothingLostOrDoubled();
        }
    }

    /** What was confirmed rests with the broker, not in the memory of who sent it. */
    @Test
    void nothingIsLostOrDoubledWhenServicesDieWhileTheBrokerIsAway(Platform platform, Brand brand) {
        Random random = new Random(2);
        try (Flow flow = Flow.start(brand, random.nextLong())) {
            aMoment(random);
            platform.stack().part("kafka").kill();
            aMoment(random);
            SERVICES.forEach(service -> platform.service(service).kill());
            platform.stack().part("kafka").start();
            SERVICES.forEach(service -> platform.service(service).start());
            aMoment(random);
            flow.assertNothingLostOrDoubled();
        }
    }

    @Tag("campaign")
    @ParameterizedTest
    @MethodSource("servicesAndSeeds")
    void nothingIsLostOrDoubledWhenOneServiceIsKilledAgainAndAgain(
            String service, long seed, Platform platform, Brand brand) {
        Random random = new Random(seed);
        try (Flow flow = Flow.start(brand, random.nextLong())) {
            for (int i = 0; i < KILLS; i++) {
                aMoment(random);
                platform.killAndStart(service);
            }
            aMoment(random);
            flow.assertNothingLostOrDoubled();
        }
    }

    @Tag("campaign")
    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostOrDoubledWhenAllServicesAreKilledAtOnce(
            long seed, Platform platform, Brand brand) {
        Random random = new Random(seed);
        try (Flow flow = Flow.start(brand, random.nextLong())) {
            aMoment(random);
            SERVICES.forEach(service -> platform.service(service).kill());
            SERVICES.forEach(service -> platform.service(service).start());
            aMoment(random);
            flow.assertNothingLostOrDoubled();
        }
    }

    @Tag("campaign")
    @ParameterizedTest
    @MethodSource("storesAndSeeds")
    void nothingIsLostOrDoubledWhenAStoreIsKilled(
            String store, long seed, Platform platform, Brand brand) {
        Random random = new Random(seed);
        try (Flow flow = Flow.start(brand, random.nextLong())) {
            aMoment(random);
            platform.stack().part(store).kill();
            platform.stack().part(store).start();
            aMoment(random);
            flow.assertNothingLostOrDoubled();
        }
    }

    static Stream<Arguments> servicesAndSeeds() {
        return SERVICES.stream().flatMap(each -> seeds().map(seed -> Arguments.of(each, seed)));
    }

    static Stream<Arguments> storesAndSeeds() {
        return Stream.of("postgresql", "kafka", "mongodb")
                .flatMap(each -> seeds().map(seed -> Arguments.of(each, seed)));
    }

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(SEEDS);
    }

    private static void aMoment(Random random) {
        Flow.pause(Duration.ofMillis(500 + random.nextInt(1500)));
    }
}
