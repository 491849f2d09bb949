package org.purposecdp.contracts.identifier;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NormaliserTest {
    private final Normaliser finnish = new Normaliser(IdentityRules.DEFAULT);

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
    @ValueSource(strings = {"Email", "EMAIL", " email "})
    void namespaceIsReadWhateverItsCase(String namespace) {
        assertThat(finnish.normalise(new Identifier(namespace, "a@example.fi")))
                .contains(new Identifier("email", "a@example.fi"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e mail", "em\u0000ail", "_x", "sähköposti"})
    void whatIsNoNamespaceNamesNobody(String namespace) {
        assertThat(finnish.normalise(new Identifier(namespace, "a@example.fi"))).isEmpty();
    }

    @Test
    void hashedFormIsTakenAsItIsUnlessItsPlainFormIsBlocked() {
        String digits = Normaliser.sha256("äiti@example.fi");

        assertThat(finnish.normalise(new Identifier("email", "SHA256:" + digits.toUpperCase())))
                .contains(new Identifier("email", "sha256:" + digits));
        assertThat(finnish.normalise(new Identifier("email", "sha256:12"))).isEmpty();
        assertThat(
                        finnish.normalise(
                                new Identifier("user_id", "sha256:" + Normaliser.sha256("null"))))
                .isEmpty();
    }

    @Test
    void rulesOfTheRegisterSayWhatIsReadHow() {
        String somebody = "sha256:" + Normaliser.sha256("k-77");
        Normaliser german =
                new Normaliser(
                        new IdentityRules(
                                "DE",
                                List.of(
                                        NamespaceRule.usual("card", Form.ALPHANUMERIC),
                                        NamespaceRule.usual("handle", Form.CASELESS),
                                        NamespaceRule.usual("phone", Form.PHONE),
                                        new NamespaceRule(
                                                "till",
                                                Form.EXACT,
                                                null,
                                                null,
                                                null,
                                                List.of("shop-.*", somebody))),
                                List.of("test"),
                                null));

        assertThat(german.normalise(new Identifier("card", "A-12 34")))
                .contains(new Identifier("card", "a1234"));
        assertThat(german.normalise(new Identifier("card", "--"))).isEmpty();
        assertThat(german.normalise(new Identifier("handle", "@Käthe")))
                .contains(new Identifier("handle", "@käthe"));
        assertThat(german.normalise(new Identifier("phone", "030 1234567")))
                .contains(new Identifier("phone", "+49301234567"));
        assertThat(german.normalise(new Identifier("till", "SHOP-3"))).isEmpty();
        assertThat(german.normalise(new Identifier("till", "k-77"))).isEmpty();
        assertThat(german.normalise(new Identifier("till", "k-78"))).isPresent();
        assertThat(german.normalise(new Identifier("user_id", "TEST"))).isEmpty();
        assertThat(german.normalise(new Identifier("user_id", "null"))).isPresent();
        assertThat(german.normalise(new Identifier("user_id", " "))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"email, not-an-address", "email, a@b@c", "phone, 12", "phone, hello"})
    void whatIsNoAddressOrNumberIsNone(String namespace, String value) {
        assertThat(finnish.normalise(new Identifier(namespace, value))).isEmpty();
    }
}
