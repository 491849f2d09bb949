package org.purposecdp.e2e.sdk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.store.ReceivedRecords;
import org.purposecdp.local.Stack;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

/** A thousand calls of each kind through each SDK: none lost, none twice. */
@OnPlatform
@Order(OnPlatform.LATE)
class SdkCallsIT {
    private static final int CALLS = 1_000;
    private static final int PEOPLE = 20;
    private static final List<String> KINDS =
            List.of("identify", "track", "page", "screen", "group", "alias");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static Stream<Named<BiFunction<String, String, Sdk>>> sdks() {
        return Stream.of(
                Named.of("Segment", SegmentSdk::new), Named.of("RudderStack", RudderStackSdk::new));
    }

    @ParameterizedTest
    @MethodSource("sdks")
    void eachCallIsTakenOnce(BiFunction<String, String, Sdk> sdks, Platform platform, Brand brand) {
        List<Person> people = people(brand);
        try (ReceivedRecords received =
                        ReceivedRecords.from(platform.description().kafka(), brand.shop().id());
                Sdk sdk = sdks.apply(platform.url(Stack.IDENTITY), brand.shop().writeKey())) {
            call(sdk, brand, people, 0, CALLS);
            sdk.flush();

            awaitAll(received);
            for (String kind : KINDS) {
                assertThat(byMessage(received, kind))
                        .as("%s by messageId", kind)
                        .hasSize(CALLS)
                        .allSatisfy((message, times) -> assertThat(times).isOne());
            }
            assertProfiles(brand, people);
        }
    }

    /** An SDK that saw no answer sends again: in Kafka it may be twice, in a profile never. */
    @Tag("campaign")
    @ParameterizedTest
    @MethodSource("sdks")
    void eachCallCountsOnceThoughCaptureIsKilledInBetween(
            BiFunction<String, String, Sdk> sdks, Platform platform, Brand brand) {
        List<Person> people = people(brand);
        try (ReceivedRecords received =
                        ReceivedRecords.from(platform.description().kafka(), brand.shop().id());
                Sdk sdk = sdks.apply(platform.url(Stack.IDENTITY), brand.shop().writeKey())) {
            call(sdk, brand, people, 0, CALLS / 2);
            platform.service(Stack.IDENTITY).kill();
            call(sdk, brand, people, CALLS / 2, CALLS);
            sdk.flush();
            platform.service(Stack.IDENTITY).start();

            awaitAll(received);
            assertProfiles(brand, people);
        }
    }

    private static List<Person> people(Brand brand) {
        List<Person> people =
                IntStream.range(0, PEOPLE).mapToObj(i -> brand.person("Aino")).toList();
        people.forEach(person -> person.grants("marketing"));
        return people;
    }

    private static void call(Sdk sdk, Brand brand, List<Person> people, int from, int to) {
        for (int n = from; n < to; n++) {
            Person person = people.get(n % PEOPLE);
            String user = person.userId();
            sdk.identify(user, Map.of("email", person.email(), "step", n));
            sdk.track(user, tracked(brand), Map.of("n", n));
            sdk.page(user, Map.of("n", n));
            sdk.screen(user, Map.of("n", n));
            sdk.group(user, Map.of("n", n));
            sdk.alias(user, person.anonymousId());
        }
    }

    private static String tracked(Brand brand) {
        return brand.event("Offer Opened");
    }

    private static void awaitAll(ReceivedRecords received) {
        Awaitility.await("all calls in Kafka")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () ->
                                assertThat(KINDS)
                                        .allSatisfy(
                                                kind ->
                                                        assertThat(byMessage(received, kind))
                                                                .as(kind)
                                                                .hasSize(CALLS)));
    }

    private static Map<String, Long> byMessage(ReceivedRecords received, String kind) {
        return received.soFar().stream()
                .filter(record -> record.type().equals(kind))
                .collect(groupingBy(ReceivedRecord::messageId, counting()));
    }

    private static void assertProfiles(Brand brand, List<Person> people) {
        int each = CALLS / PEOPLE;
        for (int i = 0; i < PEOPLE; i++) {
            int first = i;
            int sum = IntStream.range(0, each).map(step -> first + step * PEOPLE).sum();
            people.get(i)
                    .awaitProfile(
                            "marketing",
                            profile ->
                                    assertThat(Stream.of(tracked(brand), "page", "screen", "group"))
                                            .allSatisfy(
                                                    event -> {
                                                        assertThat(profile.count(event))
                                                                .as(event)
                                                                .isEqualTo(each);
                                                        assertThat(profile.sum(event, "n"))
                                                                .as("sum of " + event)
                                                                .isEqualByComparingTo("" + sum);
                                                    }));
        }
    }
}
