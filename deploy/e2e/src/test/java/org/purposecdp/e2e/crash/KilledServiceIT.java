package org.purposecdp.e2e.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.platform.Durable;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.ServicePart;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** kill -9 in the middle of a flow. */
@OnPlatform
@Order(OnPlatform.LATE)
@Durable
class KilledServiceIT {
    private static final List<String> SERVICES =
            List.of(Stack.IDENTITY, Stack.CONSENT, Stack.PROFILE, Stack.ACTIVATION);
    private static final int SEEDS = 3;
    private static final int KILLS = 3;

    /** Sessions last six seconds. It is ten on a machine that does nothing else. */
    private static final Duration GOES_ON = Duration.ofSeconds(25);

    private static final Duration STOPS = Duration.ofSeconds(30);

    private enum End {
        KILLED,
        TOLD_TO_STOP
    }

    /** Of each service there is another instance. The campaign has every end of each. */
    @Test
    void theFlowGoesOnSoonAndNothingIsLostOrDoubledWhenAnInstanceOfEachEnds(
            Platform platform, Brand brand) {
        endInTurn(
                Map.of(
                        Stack.IDENTITY, End.KILLED,
                        Stack.CONSENT, End.TOLD_TO_STOP,
                        Stack.PROFILE, End.KILLED,
                        Stack.ACTIVATION, End.TOLD_TO_STOP),
                platform,
                brand);
    }

    /** Told to stop: as when a new version is rolled out. */
    @Tag("campaign")
    @ParameterizedTest
    @EnumSource(End.class)
    void theFlowGoesOnSoonAndNothingIsLostOrDoubledWhenOneOfEachEndsAlike(
            End end, Platform platform, Brand brand) {
        endInTurn(
                SERVICES.stream().collect(Collectors.toMap(each -> each, each -> end)),
                platform,
                brand);
    }

    private static void endInTurn(Map<String, End> ends, Platform platform, Brand brand) {
        Random random = new Random(1);
        List<String> order = new ArrayList<>(SERVICES);
        Collections.shuffle(order, random);
        try (Flow flow = Flow.start(brand, random.nextLong())) {
            for (String service : order) {
                List<ServicePart> instances = platform.service(service).all();
                ServicePart one = instances.get(random.nextInt(instances.size()));
                aMoment(random);
                Instant began = Instant.now();
                if (ends.get(service) == End.KILLED) {
                    one.kill();
                } else {
                    one.stop();
                    assertThat(Duration.between(began, Instant.now()))
                            .as("%s finishes what is under way", one.name())
                            .isLessThan(STOPS);
                }
                Instant ended = Instant.now();
                aMoment(random);
                flow.assertAllArriveBy(ended.plus(GOES_ON).plus(claimedBy(service)));
                one.start();
            }
            aMoment(random);
            flow.assertNothingLostOrDoubled();
        }
    }

    /** What a killed instance had claimed is nobody else's before its deadline. */
    private static Duration claimedBy(String service) {
        return service.equals(Stack.ACTIVATION) ? Duration.ofSeconds(20) : Duration.ZERO;
    }

    /** What was confirmed rests with the broker, not in the memory of who sent it. */
    @Tag("campaign")
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
