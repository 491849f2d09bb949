package org.purposecdp.contracts.topic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.contracts.topic.Keeping.BY_TIME;
import static org.purposecdp.contracts.topic.Keeping.COMPACTED;
import static org.purposecdp.contracts.topic.Keeping.FAR_BEHIND;
import static org.purposecdp.contracts.topic.Keeping.HOUR;
import static org.purposecdp.contracts.topic.Keeping.MINUTE;
import static org.purposecdp.contracts.topic.Keeping.RETENTION;
import static org.purposecdp.contracts.topic.Keeping.TRIMMED;

/** A broker that runs out of memory maps dies: 80,640 segments of a minute killed one. */
class KeepingTest {
    private static final long MOST_OF_A_PARTITION = 460;

    /** Of Linux' 65,530; deploy/alerts/topics.yaml goes off above. */
    private static final long ALARMING_MAPS = 45_000;

    private static final long MAPS_OF_A_SEGMENT = 2;

    @Test
    void noPartitionHasMoreSegmentsThanABrokerCanMap() {
        Map<Topic, Long> most = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            most.put(topic, most(topic.keeping()));
        }

        assertThat(most)
                .containsOnlyKeys(Topic.values())
                .allSatisfy(
                        (topic, segments) ->
                                assertThat(segments).isLessThanOrEqualTo(MOST_OF_A_PARTITION));
        assertThat(most(BY_TIME)).as("dead letters").isLessThanOrEqualTo(MOST_OF_A_PARTITION);
    }

    /** One broker with a replica of everything, each subscriber as far behind as can be. */
    @Test
    void allTopicsAtTheirLargestRaiseNoAlarm() {
        long segments =
                Arrays.stream(Topic.values())
                        .mapToLong(
                                topic ->
                                        topic.partitions() * most(topic.keeping())
                                                + (topic.kind() == Topic.Kind.FLOW
                                                        ? most(BY_TIME)
                                                        : 0))
                        .sum();

        assertThat(MAPS_OF_A_SEGMENT * segments).isBetween(10_000L, ALARMING_MAPS);
    }

    @Test
    void theMostThatIsCountedIsTheMostThatTheSettingsGive() {
        for (Keeping keeping : Keeping.values()) {
            assertThat(keeping.segments(RETENTION, HOUR))
                    .as("%s", keeping)
                    .isEqualTo(most(keeping));
        }
    }

    /** From what a broker is told, and from when the rule tells it otherwise. */
    private static long most(Keeping keeping) {
        int ends = 2;
        if (keeping == COMPACTED) {
            // A day each until the cleaner has been at them; the rest goes by bytes.
            return ends + 2;
        }
        Duration retention = millis(keeping.settings().get("retention.ms").get(0));
        List<String> lengths = keeping.settings().get("segment.ms");
        Duration first = millis(lengths.get(0));
        if (lengths.size() == 1) {
            return ends + retention.dividedBy(first);
        }
        return ends
                + FAR_BEHIND.dividedBy(first)
                + retention.minus(FAR_BEHIND).dividedBy(millis(lengths.get(1)));
    }

    private static Duration millis(String setting) {
        return Duration.ofMillis(Long.parseLong(setting));
    }

    @Test
    void oneThatNobodySubscribesToIsKeptInSegmentsOfAnHourOr256Mb() {
        assertThat(Topic.DELIVERIES.keeping()).isEqualTo(BY_TIME);
        assertThat(BY_TIME.settings())
                .containsEntry("segment.ms", List.of("3600000"))
                .containsEntry("segment.bytes", List.of("268435456"));
    }

    @Test
    void minutesWhereHoursShouldBeAreCounted() {
        assertThat(TRIMMED.segments(RETENTION, MINUTE)).isEqualTo(20_162);
        assertThat(BY_TIME.segments(RETENTION, MINUTE)).isEqualTo(20_162);
        assertThat(TRIMMED.segments(FAR_BEHIND.plus(HOUR), HOUR)).isEqualTo(2 + 120 + 1);
    }

    /** Somebody stands for days, at whatever lag, and comes back. */
    @Property(tries = 20)
    void whoFallsBehindAndCatchesUpNeverLeavesMoreThanIsCounted(
            @ForAll @IntRange(max = 240) int minutesBehind,
            @ForAll @IntRange(min = 1, max = 20) int daysStanding) {
        Partition partition = new Partition();
        int stands = 1_000;
        int back = stands + daysStanding * 1_440;
        for (int now = 0; now < back + 2_000; now++) {
            partition.append(now);
            if (now < stands || now > back) {
                partition.readTo(Math.min(now - minutesBehind, partition.read + 300));
            }
            partition.drop(now);

            assertThat((long) partition.firsts.size())
                    .isLessThanOrEqualTo(partition.counted(now))
                    .isLessThanOrEqualTo(MOST_OF_A_PARTITION);
        }
    }

    /** A message a minute, as a broker files it; times are minutes. */
    private static final class Partition {
        private final Deque<Integer> firsts = new ArrayDeque<>();
        private int read;

        void append(int now) {
            boolean far = now - oldest(now) >= FAR_BEHIND.toMinutes();
            if (firsts.isEmpty() || now - firsts.getLast() >= (far ? HOUR : MINUTE).toMinutes()) {
                firsts.add(now);
            }
        }

        void readTo(int minute) {
            read = Math.max(read, minute);
        }

        long counted(int now) {
            Duration age = Duration.ofMinutes(now - oldest(now));
            return TRIMMED.segments(age, age.compareTo(FAR_BEHIND) < 0 ? MINUTE : HOUR);
        }

        private int oldest(int now) {
            return (int) Math.max(read, now - RETENTION.toMinutes());
        }

        /** A segment goes once the next one begins before what is kept. */
        void drop(int now) {
            while (firsts.size() > 1 && second() <= oldest(now)) {
                firsts.removeFirst();
            }
        }

        private int second() {
            return firsts.stream().skip(1).findFirst().orElseThrow();
        }
    }
}
