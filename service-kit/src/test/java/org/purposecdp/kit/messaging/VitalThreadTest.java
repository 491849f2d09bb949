package org.purposecdp.kit.messaging;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VitalThreadTest {
    @Test
    void theProcessEndsWithAThreadThatFails() throws Exception {
        CompletableFuture<Integer> exit = new CompletableFuture<>();

        VitalThread.of(
                        "reader",
                        () -> {
                            throw new NoClassDefFoundError("gone");
                        },
                        exit::complete)
                .start();

        assertThat(exit.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void oneThatIsDoneEndsNothing() throws Exception {
        CompletableFuture<Integer> exit = new CompletableFuture<>();

        Thread thread = VitalThread.of("reader", () -> {}, exit::complete);
        thread.start();
        thread.join();

        assertThat(exit).isNotDone();
    }
}
