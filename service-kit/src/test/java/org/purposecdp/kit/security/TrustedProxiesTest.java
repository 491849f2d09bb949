package org.purposecdp.kit.security;

import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.StartupEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrustedProxiesTest {

    @Test
    void aServiceThatWouldBelieveEverybodyDoesNotStart() {
        assertThatThrownBy(() -> start(true, Optional.empty()))
                .hasMessageContaining("CDP_PROXY_TRUSTED")
                .hasMessageContaining("10.1.0.0/16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "::/0"})
    void allTheWorldIsNoProxy(String network) {
        assertThatThrownBy(() -> start(true, Optional.of(List.of("10.1.2.3", network))))
                .hasMessageContaining("CDP_PROXY_TRUSTED");
    }

    @Test
    void namedProxiesAreTrusted() {
        assertThatCode(() -> start(true, Optional.of(List.of("10.1.2.3"))))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutAProxyNoneNeedBeNamed() {
        assertThatCode(() -> start(false, Optional.empty())).doesNotThrowAnyException();
    }

    private static void start(boolean forwarding, Optional<List<String>> trusted) {
        new TrustedProxies(forwarding, trusted).check(new StartupEvent());
    }
}
