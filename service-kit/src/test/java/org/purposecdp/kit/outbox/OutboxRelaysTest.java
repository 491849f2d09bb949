package org.purposecdp.kit.outbox;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.topic.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutboxRelaysTest {

    @Test
    void topicsAreNamedByEitherOfTheirNames() {
        assertThat(OutboxRelays.topic("SUBJECTS")).isEqualTo(Topic.SUBJECTS);
        assertThat(OutboxRelays.topic("cdp.subjects.v1")).isEqualTo(Topic.SUBJECTS);
    }

    @Test
    void aTopicThatIsMisspeltStopsTheStart() {
        assertThatThrownBy(() -> OutboxRelays.topic("SUBJECT"))
                .hasMessageContaining("'SUBJECT'")
                .hasMessageContaining("SUBJECTS");
    }
}
