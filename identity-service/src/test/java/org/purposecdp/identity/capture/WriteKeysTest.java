package org.purposecdp.identity.capture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WriteKeysTest {
    @Test
    void aKeyComesByBasicOrBearer() {
        assertThat(WriteKeys.ofAuthorization("Basic a2V5Og==")).contains("key");
        assertThat(WriteKeys.ofAuthorization("basic a2V5")).contains("key");
        assertThat(WriteKeys.ofAuthorization("Bearer key")).contains("key");
    }

    @Test
    void whatIsNoKeyIsNone() {
        assertThat(WriteKeys.ofAuthorization(null)).isEmpty();
        assertThat(WriteKeys.ofAuthorization("Basic ***")).isEmpty();
        assertThat(WriteKeys.ofAuthorization("Basic Og==")).isEmpty();
    }
}
