package org.purposecdp.consent.fence;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FenceTest {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofSeconds(120);

    @Test
    void pointIsPendingUntilItAcknowledgesThatVersionOrAHigher() {
        Map<String, Map<String, Long>> acks = Map.of("p", Map.of("one", 4L, "two", 2L));

        assertThat(Fence.pending(Map.of("p", 3L), acks, Set.of("one", "two", "three")))
                .containsExactly("three", "two");
    }

    @Test
    void callerWaitsOnlyWhenAsked() {
        assertThat(Preference.wait(null, USUAL, LONGEST)).isEmpty();
        assertThat(Preference.wait("wait=10", USUAL, LONGEST)).isEmpty();
        assertThat(Preference.wait("enforced", USUAL, LONGEST)).contains(USUAL);
        assertThat(Preference.wait("enforced, wait=10", USUAL, LONGEST))
                .contains(Duration.ofSeconds(10));
        assertThat(Preference.wait("enforced; wait=900", USUAL, LONGEST)).contains(LONGEST);
    }
}
