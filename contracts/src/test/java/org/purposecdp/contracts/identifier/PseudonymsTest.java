package org.purposecdp.contracts.identifier;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PseudonymsTest {
    private static final Identifier EMAIL = new Identifier("email", "äiti@example.fi");
    private static final Identifier USER = new Identifier("user_id", "u1");

    private final Pseudonyms pseudonyms = key(1);

    @Test
    void aNodeIsComputedFromSourceIdentifiersAndFieldsInAnyOrder() {
        assertThat(pseudonyms.node("shop", List.of(EMAIL, USER), Map.of("a", "1", "b", "2")))
                .hasSize(32)
                .isEqualTo(
                        pseudonyms.node("shop", List.of(USER, EMAIL), Map.of("b", "2", "a", "1")))
                .isNotEqualTo(
                        pseudonyms.node("web", List.of(USER, EMAIL), Map.of("a", "1", "b", "2")))
                .isNotEqualTo(pseudonyms.node("shop", List.of(USER), Map.of("a", "1", "b", "2")))
                .isNotEqualTo(pseudonyms.node("shop", List.of(USER, EMAIL), Map.of("a", "1")));
    }

    @Test
    void anotherKeyOrUseGivesAnotherPseudonym() {
        assertThat(pseudonyms.identifier(USER))
                .isNotEqualTo(key(2).identifier(USER))
                .isNotEqualTo(pseudonyms.record("user_id", "u1"))
                .isNotEqualTo(pseudonyms.identifier(new Identifier("loyalty_id", "u1")));
    }

    @Test
    void aHashedIdentifierHasThePseudonymOfItsPlainForm() {
        Identifier hashed =
                new Identifier(
                        "email",
                        "sha256:25e8adabd6f4603ae70e9bcd7d6868384aa690eaa3d07c899df9600f65cb8f10");

        assertThat(pseudonyms.identifier(hashed)).isEqualTo(pseudonyms.identifier(EMAIL));
    }

    @Test
    void aShortKeyIsRefused() {
        String weak = Base64.getEncoder().encodeToString(new byte[16]);

        assertThatThrownBy(() -> Pseudonyms.ofKey(weak)).hasMessageContaining("16 bytes");
    }

    @Test
    void anIdentifierDoesNotPrintItself() {
        assertThat(EMAIL.toString()).doesNotContain("äiti");
    }

    private static Pseudonyms key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Pseudonyms.ofKey(Base64.getEncoder().encodeToString(key));
    }
}
