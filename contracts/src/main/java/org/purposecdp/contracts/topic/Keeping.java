package org.purposecdp.contracts.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long a topic keeps what, and in how many segments. Each costs the broker two memory maps, of
 * which Linux gives a process 65,530 unless told otherwise.
 */
public enum Keeping {
    /** What the slowest subscriber has read is deleted; it may take {@link #RETENTION} for it. */
    TRIMMED,
    /** Nobody tells how far it was read: deleted by age alone. Dead letters too. */
    BY_TIME,
    /** The last state of each key. */
    COMPACTED;

    public static final Duration RETENTION = Duration.ofDays(14);

    /** A segment of a trimmed topic: its bytes leave the disk soon after they were read. */
    public static final Duration MINUTE = Duration.ofMinutes(1);

    /** A segment of any other, and of a trimmed one while a subscriber is far behind. */
    public static final Duration HOUR = Duration.ofHours(1);

    /** From here on a trimmed topic would have too many segments of a minute. */
    public static final Duration FAR_BEHIND = Duration.ofHours(2);

    /** The one that is written to, and the one of which only the first part is too old. */
    private static final long ENDS = 2;

    /** Of a day each: one that was just closed, and one that the cleaner is at. */
    private static final long NOT_YET_COMPACTED = 2;

    /** Topic-level setting → what a broker may say, first what the topic is made with. */
    public Map<String, List<String>> settings() {
        return switch (this) {
            case TRIMMED ->
                    Map.of(
                            "cleanup.policy", List.of("delete"),
                            "retention.ms", List.of(millis(RETENTION)),
                            "retention.bytes", List.of("-1"),
                            "message.timestamp.type", List.of("LogAppendTime"),
                            "segment.ms", List.of(millis(MINUTE), millis(HOUR)),
                            "segment.bytes", List.of("1073741824"),
                            "file.delete.delay.ms", List.of("1000"));
            case BY_TIME ->
                    Map.of(
                            "cleanup.policy", List.of("delete"),
                            "retention.ms", List.of(millis(RETENTION)),
                            "retention.bytes", List.of("-1"),
                            "message.timestamp.type", List.of("LogAppendTime"),
                            "segment.ms", List.of(millis(HOUR)),
                            "segment.bytes", List.of("268435456"),
                            "file.delete.delay.ms", List.of("1000"));
            case COMPACTED ->
                    Map.of(
                            "cleanup.policy", List.of("compact"),
                            "min.compaction.lag.ms", List.of("0"),
                            "max.compaction.lag.ms", List.of("86400000"),
                            "segment.bytes", List.of("1073741824"),
                            "file.delete.delay.ms", List.of("1000"));
        };
    }

    /**
     * The most segments that a partition has by time; size adds one for each {@code segment.bytes}.
     * A trimmed topic's are of an hour only from when something in it was {@link #FAR_BEHIND}.
     *
     * @param age of its oldest record
     * @param length {@code segment.ms} as the broker says it
     */
    public long segments(Duration age, Duration length) {
        return ENDS
                + switch (this) {
                    case TRIMMED -> {
                        Duration before = age.compareTo(FAR_BEHIND) < 0 ? age : FAR_BEHIND;
                        yield length.equals(HOUR)
                                ? before.dividedBy(MINUTE) + age.minus(before).dividedBy(HOUR)
                                : age.dividedBy(length);
                    }
                    case BY_TIME -> age.dividedBy(length);
                    case COMPACTED -> NOT_YET_COMPACTED;
                };
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
