package org.purposecdp.consent.subject;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReachedTest {

    @Test
    void whoeverHeldABearerLastIsWaitedForToo() {
        Reached reached = new Reached(Map.of("p-holds", 3L), Map.of("p-held", 2L), false);

        assertThat(reached.awaited("a decision")).isEqualTo(Map.of("p-holds", 3L, "p-held", 2L));
        assertThat(reached.version()).isEqualTo(3);
    }

    @Test
    void ofManyTheLastOfTheirPagesIsWaitedFor() {
        assertThat(Reached.IN_PAGES.awaited("a decision"))
                .isEqualTo(Map.of("a decision", Spread.WHOLE));
        assertThat(Reached.IN_PAGES.version()).isNull();
    }
}
