package org.purposecdp.contracts.identifier;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NormaliserTest {
    private final Normaliser finnish = new Normaliser("FI");

    @ParameterizedTest
    @CsvSource({
        "email, ' Äijä.Öhman@Example.FI ', äijä.öhman@example.fi",
        "email, JÜRGEN@beispiel.example, jürgen@beispiel.example",
        "phone, 040 123 4567, +358401234567",
        "phone, +49 30 1234567, +49301234567",
        "phone, 00358 40 123 4567, +358401234567",
        "user_id, ' u-1 ', u-1",
        "loyalty_id, Ａ１２, A12",
    })
    void spellingsOfOneIdentifierBecomeOne(String namespace, String value, String normal) {
        assertThat(finnish.normalise(new Identifier(namespace, value)))
                .contains(new Identifier(namespace, normal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0308iti@example.fi", "\u00e4iti@example.fi"})
    void composedAndDecomposedLettersAreOne(String email) {
        assertThat(finnish.normalise(new Identifier("email", email)))
                .contains(new Identifier("email", "äiti@example.fi"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "000-000", "-1", "null", "NULL", "anonymous", "a\u0000b"})
    void whatStandsForNobodyIdentifiesNobody(String value) {
        assertThat(finnish.normalise(new Identifier("user_id", value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"email, not-an-address", "email, a@b@c", "phone, 12", "phone, hello"})
    void whatIsNoAddressOrNumberIsNone(String namespace, String value) {
        assertThat(finnish.normalise(new Identifier(namespace, value))).isEmpty();
    }
}
