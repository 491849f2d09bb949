package org.purposecdp.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MachineTest {

    @Test
    void whatNeitherWeUsedNorLayIdleWasOthers() {
        Machine before = Machine.of("cpu  100 0 50 800 50 0 0 0 0 0");
        Machine after = Machine.of("cpu  140 0 60 840 60 0 0 0 0 0");

        assertThat(Machine.shares(before, after, 300))
                .containsEntry("measured", 0.3)
                .containsEntry("others", 0.2)
                .containsEntry("idle", 0.5);
    }

    @Test
    void whatTheHostTookWasOthersToo() {
        Machine before = Machine.of("cpu  0 0 0 0 0 0 0 0 0 0");
        Machine after = Machine.of("cpu  50 0 0 25 0 0 0 25 0 0");

        assertThat(Machine.shares(before, after, 500)).containsEntry("others", 0.25);
    }

    @Test
    void whereNothingIsCountedNothingIsSaid() {
        assertThat(Machine.shares(null, null, 1)).isEmpty();
    }
}
