package org.purposecdp.kit.messaging;

import java.time.Instant;
import java.util.Optional;

import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OffsetsTest {
    @Test
    void aSubscriberThatHasReadAllThatIsOldIsNotBehind() {
        assertThat(Offsets.older(7, 7, 20)).isFalse();
        assertThat(Offsets.older(6, 7, 20)).isTrue();
    }

    @Test
    void whereNothingIsRecentAllMustHaveBeenRead() {
        assertThat(Offsets.older(19, -1, 20)).isTrue();
        assertThat(Offsets.older(20, -1, 20)).isFalse();
    }

    @Test
    void aSubscriberThatNeverReadIsAtZero() {
        assertThat(Offsets.older(0, -1, 3)).isTrue();
        assertThat(Offsets.older(0, -1, 0)).isFalse();
    }

    @Test
    void recentMessagesThatTheBrokerOverlooksAreNoBacklog() {
        Instant since = Instant.parse("2026-03-01T00:00:00Z");
        ListOffsetsResultInfo none = info(-1, -1);

        assertThat(Offsets.firstRecent(none, info(19, since.toEpochMilli()), since)).isZero();
        assertThat(Offsets.firstRecent(none, info(19, since.toEpochMilli() - 1), since))
                .isEqualTo(-1);
        assertThat(Offsets.firstRecent(none, none, since)).isEqualTo(-1);
        assertThat(Offsets.firstRecent(info(7, 1), info(19, 1), since)).isEqualTo(7);
    }

    private static ListOffsetsResultInfo info(long offset, long timestamp) {
        return new ListOffsetsResultInfo(offset, timestamp, Optional.empty());
    }
}
