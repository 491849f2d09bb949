package org.purposecdp.kit.state;

import java.util.List;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.topic.Topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class SubjectBatchTest {
    /** Somebody is to be woken: its profile denies everything. */
    @Test
    void oneThatCannotBeReadIsToldAndCounted() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Metrics.addRegistry(meters);
        StateRecord garbage = new StateRecord("aino", "no subject".getBytes(UTF_8), 1, 7);

        SubjectBatch batch = SubjectBatch.of(List.of(garbage));

        assertThat(batch.unreadable()).containsEntry("aino", garbage);
        assertThat(batch.subjects()).isEmpty();
        assertThat(meters.counter("cdp.blocked.keys", "topic", Topic.SUBJECTS.topicName()).count())
                .isEqualTo(1);
        Metrics.removeRegistry(meters);
    }
}
