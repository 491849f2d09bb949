package org.purposecdp.kit.secret;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.Pseudonyms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SealedTest {
    private final Pseudonyms pseudonyms =
            Pseudonyms.ofKey("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    private final Sealed sealed = new Sealed(pseudonyms.derived("hook secrets"));

    @Test
    void isOpenedForItsOwnerOnlyAndWholeOnly() {
        byte[] secret = "salaisuus".getBytes(UTF_8);
        byte[] one = sealed.seal(secret, "shop");

        assertThat(sealed.open(one, "shop")).isEqualTo(secret);
        assertThat(sealed.seal(secret, "shop")).isNotEqualTo(one);
        assertThatIllegalStateException().isThrownBy(() -> sealed.open(one, "till"));
        assertThatIllegalStateException()
                .isThrownBy(() -> sealed.open(Arrays.copyOf(one, one.length - 1), "shop"));
        assertThatIllegalStateException()
                .isThrownBy(() -> new Sealed(pseudonyms.derived("another use")).open(one, "shop"));
    }
}
