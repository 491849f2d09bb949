package org.purposecdp.kit.messaging;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BacklogTest {
    @Test
    void aSubscriberThatHasReadAllThatIsOldIsNotBehind() {
        assertThat(Backlog.behind(new OffsetAndMetadata(7), 7, 20)).isFalse();
        assertThat(Backlog.behind(new OffsetAndMetadata(6), 7, 20)).isTrue();
    }

    @Test
    void whereNothingIsRecentAllMustHaveBeenRead() {
        assertThat(Backlog.behind(new OffsetAndMetadata(19), -1, 20)).isTrue();
        assertThat(Backlog.behind(new OffsetAndMetadata(20), -1, 20)).isFalse();
    }

    @Test
    void aSubscriberThatNeverReadIsAtZero() {
        assertThat(Backlog.behind(null, -1, 3)).isTrue();
        assertThat(Backlog.behind(null, -1, 0)).isFalse();
    }
}
