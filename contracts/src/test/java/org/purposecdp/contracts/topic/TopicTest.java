package org.purposecdp.contracts.topic;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TopicTest {
    @Test
    void aSubscriberReadsEachTopicInAGroupOfItsOwn() {
        List<String> groups = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topic.subscribers().stream()
                    .filter(topic::flowsTo)
                    .map(topic::group)
                    .forEach(groups::add);
        }

        assertThat(groups)
                .doesNotHaveDuplicates()
                .contains(
                        "identity-service.records-received",
                        "consent-service.consent-signals",
                        "consent-service.fence-acks");
    }

    @Test
    void whoDoesNotSubscribeHasNoGroup() {
        assertThatThrownBy(() -> Topic.FENCE_ACKS.group("profile-service"))
                .hasMessage("profile-service reads cdp.fence.acks.v1 in no group");
        assertThatThrownBy(() -> Topic.SUBJECTS.group("profile-service"))
                .hasMessageContaining("in no group");
    }

    @Test
    void oneServiceTrimsWhatIsTrimmed() {
        List<String> services =
                List.of(
                        "identity-service",
                        "consent-service",
                        "profile-service",
                        "activation-service");
        for (Topic topic : Topic.values()) {
            assertThat(services.stream().filter(topic::trimmedBy))
                    .as(topic.topicName())
                    .hasSize(topic.keeping() == Keeping.TRIMMED ? 1 : 0);
        }
    }
}
