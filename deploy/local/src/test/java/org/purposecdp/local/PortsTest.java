package org.purposecdp.local;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PortsTest {

    @Test
    void portIsChangedByItsEnvironmentVariable() {
        Ports ports =
                Ports.fixed(Map.of("CDP_PORT_KAFKA", "9092", "CDP_PORT_IDENTITY_SERVICE", " "));

        assertThat(ports.of("kafka")).isEqualTo(9092);
        assertThat(ports.of("identity-service")).isEqualTo(18081);
    }

    @Test
    void whatIsNoPortIsRefusedByName() {
        assertThatThrownBy(() -> Ports.fixed(Map.of("CDP_PORT_KAFKA", "70000")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("CDP_PORT_KAFKA")
                .hasMessageContaining("70000");
    }

    @Test
    void freePortsDiffer() {
        Ports ports = Ports.free();

        assertThat(
                        Stream.of(
                                        "postgresql",
                                        "kafka",
                                        "kafka-controller",
                                        "mongodb",
                                        "keycloak",
                                        Stack.CONSENT)
                                .map(ports::of))
                .doesNotHaveDuplicates();
    }
}
