package org.purposecdp.contracts.identifier;

import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NormaliserTest {
    private final Normaliser finnish = new Normaliser(IdentityRules.DEFAULT);
    private final Normaliser cards =
            new Normaliser(
                    new IdentityRules(
                            "DE",
                            List.of(
                                    NamespaceRule.usual("card", Form.ALPHANUMERIC),
                                    NamespaceRule.usual("handle", Form.CASELESS)),
                            null,
                            null));

    /** Escapes such as {@code \200B} stand for characters that an editor would not show. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                // Case, blanks, composed letters
                "email| Äijä.Öhman@Example.FI |äijä.öhman@example.fi",
                "email|JÜRGEN@beispiel.example|jürgen@beispiel.example",
                "email|a\\0308iti@example.fi|äiti@example.fi",
                "email|\\00A0aino@example.fi\\00A0|aino@example.fi",
                "email|\\2007\\202Faino@example.fi|aino@example.fi",
                "email|\\3000aino@example.fi\\1680|aino@example.fi",
                "email|\\0009aino@example.fi\\000D\\000A|aino@example.fi",
                "email|aino@example.fi\\2028\\2029\\0085|aino@example.fi",
                "email|İLKER@EXAMPLE.FI|ilker@example.fi",
                "email|ILKER@EXAMPLE.FI|ilker@example.fi",
                "email|\\212Aathe@example.de|kathe@example.de",
                "email|ΟΔΥΣΣΕΥΣ@example.gr|οδυσσευσ@example.gr",
                "email|οδυσσευς@example.gr|οδυσσευσ@example.gr",
                "email|ИВАН@пример.рф|иван@пример.рф",
                // What shows nothing
                "email|ai\\200Bno@example.fi|aino@example.fi",
                "email|\\FEFFaino@example.fi|aino@example.fi",
                "email|ai\\00ADno@exam\\00ADple.fi|aino@example.fi",
                "email|aino\\2060@example.fi|aino@example.fi",
                "email|aino@\\200Dexample\\200C.fi|aino@example.fi",
                "email|aino\\200E@example.fi\\200F|aino@example.fi",
                "email|\\2068aino@example.fi\\2069|aino@example.fi",
                "email|ai\\034Fno@example.fi|aino@example.fi",
                "email|aino@example.fi\\FE0F|aino@example.fi",
                "email|ai\\3164no\\115F\\1160\\FFA0@example.fi|aino@example.fi",
                "email|ai\\180Eno\\180B@example.fi|aino@example.fi",
                "email|a\\2062i\\2063n\\2064o@example.fi|aino@example.fi",
                "email|aino\\DB40\\DC41@example.fi|aino@example.fi",
                "email|ai\\FFF9no@example.fi|aino@example.fi",
                "email|a\\200B\\0308iti@example.fi|äiti@example.fi",
                "email|aino\\2800@example.fi|aino@example.fi",
                // Domains
                "email|kathe@xn--mnchen-3ya.example|kathe@münchen.example",
                "email|kathe@XN--MNCHEN-3YA.example|kathe@münchen.example",
                "email|kathe@mu\\0308nchen.example|kathe@münchen.example",
                "email|kathe@xn--strae-oqa.example|kathe@straße.example",
                "email|kathe@STRAẞE.example|kathe@straße.example",
                "email|kathe@strasse.example|kathe@strasse.example",
                "email|иван@xn--e1afmkfd.xn--p1ai|иван@пример.рф",
                "email|aino@example。fi|aino@example.fi",
                "email|aino@example．fi|aino@example.fi",
                "email|aino@example｡fi|aino@example.fi",
                "email|aino＠ｅｘａｍｐｌｅ．ｆｉ|aino@example.fi",
                "email|aino@example.fi.|aino@example.fi",
                "email|山田@例え.テスト|山田@例え.テスト",
                // What stands around
                "email|mailto:aino@example.fi|aino@example.fi",
                "email|MAILTO:aino@example.fi?subject=Hei|aino@example.fi",
                "email|mailto:aino%40example.fi|aino@example.fi",
                "email|mailto:k%C3%A4the+x@example.de|käthe+x@example.de",
                "email|mailto://aino@example.fi|aino@example.fi",
                "email|<aino@example.fi>|aino@example.fi",
                "email|Käthe Meyer <kathe@example.de>|kathe@example.de",
                "email|\"Meyer, Käthe\" <kathe@example.de>;|kathe@example.de",
                "email|\"aino@example.fi\"|aino@example.fi",
                "email|'aino@example.fi'|aino@example.fi",
                "email|„kathe@example.de“|kathe@example.de",
                "email|\"aino\"@example.fi|aino@example.fi",
                "email|aino@example.fi,|aino@example.fi",
                // Another mailbox
                "email|aino+offers@example.fi|aino+offers@example.fi",
                "email|a.i.n.o@example.fi|a.i.n.o@example.fi",
                "email|o'brien@example.com|o'brien@example.com",
                "email|strauß@example.de|strauß@example.de",
                "email|ırmak@example.fi|ırmak@example.fi",
                // Phones
                "phone|040 123 4567|+358401234567",
                "phone|+49 30 1234567|+49301234567",
                "phone|00358 40 123 4567|+358401234567",
                "phone|tel:+358-40-123-4567|+358401234567",
                "phone|\\202A+358 40 123 4567\\202C|+358401234567",
                "phone|\\202D+358401234567\\202C|+358401234567",
                "phone|＋３５８４０１２３４５６７|+358401234567",
                "phone|+٣٥٨٤٠١٢٣٤٥٦٧|+358401234567",
                "phone|+358 (0)40 123 4567|+358401234567",
                "phone|040\\00A0123\\202F4567|+358401234567",
                "phone|040\\20111234567|+358401234567",
                // Exact
                "user_id| u-1 |u-1",
                "user_id|\\FEFFU-1\\200B|U-1",
                "user_id|test1|test1",
                "user_id|Nullmeyer|Nullmeyer",
                "user_id|Gästrin|Gästrin",
                "user_id|ß|ß",
                "user_id|1|1",
                "user_id|12345|12345",
                "user_id|{3F2504E0-4F89-11D3-9A0C-0305E82C3301}|{3F2504E0-4F89-11D3-9A0C-0305E82C3301}",
                "loyalty_id|Ａ１２|A12",
                "loyalty_id|A\\1680B|A B",
            })
    void spellingsOfOneIdentifierBecomeOne(String namespace, String value, String normal) {
        assertThat(finnish.read(new Identifier(namespace, Written.of(value))))
                .isEqualTo(Normalised.of(namespace, normal));
    }

    @ParameterizedTest
    @CsvSource({
        "card, A-12 34, a1234",
        "card, ａ１２３４, a1234",
        "card, A١٢٣٤, a1234",
        "handle, @Käthe, @käthe",
        "handle, @KÄTHE, @käthe",
        "handle, ΣΟΦΟΣ, σοφοσ",
        "handle, σοφος, σοφοσ",
        "handle, STRAẞE, straße",
        "phone, 030 1234567, +49301234567",
    })
    void eachFormHasItsSpellings(String namespace, String value, String normal) {
        assertThat(cards.normalise(new Identifier(namespace, value)))
                .contains(new Identifier(namespace, normal));
    }

    @Test
    void aNormalFormIsTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(finnish.normalise(new Identifier("EMAIL", "INFO@EXAMPLE.FI")))
                    .contains(new Identifier("email", "info@example.fi"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Email", "EMAIL", " email ", "e\u200Bmail", "\uFF45mail"})
    void namespaceIsReadWhateverItsSpelling(String namespace) {
        assertThat(finnish.normalise(new Identifier(namespace, "a@example.fi")))
                .contains(new Identifier("email", "a@example.fi"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "|aino@example.fi|NO_NAMESPACE",
                "e mail|aino@example.fi|NO_NAMESPACE",
                "em\\0000ail|aino@example.fi|NO_NAMESPACE",
                "_x|aino@example.fi|NO_NAMESPACE",
                "sähköposti|aino@example.fi|NO_NAMESPACE",
                "user_id|\\200B \\FEFF|EMPTY",
                "user_id|a\\0000b|UNREADABLE",
                "user_id|a\\0007b|UNREADABLE",
                "user_id|a\\0009b|UNREADABLE",
                "user_id|a\\202Eb|UNREADABLE",
                "user_id|a\\D800b|UNREADABLE",
                "user_id|a\\E000b|UNREADABLE",
                "user_id|a\\FFFEb|UNREADABLE",
                "user_id|a\\FFFDb|UNREADABLE",
                "user_id|a\\2028b|UNREADABLE",
                "user_id|a\\0600b|UNREADABLE",
                "email|\\202Eif.elpmaxe@onia|UNREADABLE",
                "email|not-an-address|NOT_AN_ADDRESS",
                "email|a@b@c|NOT_AN_ADDRESS",
                "email|aino@|NOT_AN_ADDRESS",
                "email|@example.fi|NOT_AN_ADDRESS",
                "email|aino @example.fi|NOT_AN_ADDRESS",
                "email|aino@example..fi|NOT_AN_ADDRESS",
                "email|aino@exam ple.fi|NOT_AN_ADDRESS",
                "email|aino@example/fi|NOT_AN_ADDRESS",
                "email|aino@xn--9999999999.fi|NOT_AN_ADDRESS",
                "email|aino@xn--xn--a-.fi|NOT_AN_ADDRESS",
                "phone|12|NOT_A_NUMBER",
                "phone|hello|NOT_A_NUMBER",
                "email|sha256:12|NOT_A_HASH",
            })
    void whatCannotBeReadIsRefusedWithItsReason(String namespace, String value, Refusal reason) {
        assertThat(
                        finnish.read(
                                new Identifier(
                                        namespace == null ? "" : Written.of(namespace),
                                        Written.of(value))))
                .isEqualTo(Normalised.refused(reason));
    }

    @Test
    void whatIsTooLongIsRefusedHoweverLittleOfItIsSeen() {
        assertThat(finnish.read(new Identifier("user_id", "u".repeat(513))).refusal())
                .isEqualTo(Refusal.TOO_LONG);
        assertThat(finnish.read(new Identifier("user_id", "\u200B".repeat(5_000) + "u")).refusal())
                .isEqualTo(Refusal.TOO_LONG);
        assertThat(finnish.read(new Identifier("user_id", "\u200B".repeat(600) + "u")).normal())
                .isEqualTo(new Identifier("user_id", "u"));
    }

    @Test
    void hashedFormIsTakenHoweverItIsWritten() {
        String digits = Normaliser.sha256("äiti@example.fi");

        for (String sent :
                List.of(
                        "SHA256:" + digits.toUpperCase(Locale.ROOT),
                        " sha256:" + digits + "\n",
                        "sha256: " + digits,
                        "sha256:\u200B" + digits + "\uFEFF")) {
            assertThat(finnish.normalise(new Identifier("email", sent)))
                    .contains(new Identifier("email", "sha256:" + digits));
        }
    }

    @Test
    void rulesOfTheRegisterBlockMore() {
        String somebody = "sha256:" + Normaliser.sha256("k-77");
        Normaliser german =
                new Normaliser(
                        new IdentityRules(
                                "DE",
                                List.of(
                                        new NamespaceRule(
                                                "till",
                                                Form.EXACT,
                                                null,
                                                null,
                                                null,
                                                List.of("shop-.*", somebody))),
                                List.of("kasse"),
                                null));

        assertThat(german.normalise(new Identifier("till", "SHOP-3"))).isEmpty();
        assertThat(german.normalise(new Identifier("till", "k-77"))).isEmpty();
        assertThat(german.normalise(new Identifier("till", "k-78"))).isPresent();
        assertThat(german.normalise(new Identifier("user_id", "KASSE"))).isEmpty();
        assertThat(german.read(new Identifier("user_id", "null")).refusal())
                .isEqualTo(Refusal.OF_NOBODY);
    }

    /** To put n of them in order takes n² steps. */
    @Test
    void moreMarksThanALetterHasAreNotPutInOrder() {
        String marks = "\u0301\u0316";

        for (String piled : List.of(marks.repeat(2_000), (marks + '\u200B').repeat(1_300))) {
            assertThat(finnish.read(new Identifier("user_id", "a" + piled)).refusal())
                    .isEqualTo(Refusal.UNREADABLE);
        }
        assertThat(finnish.normalise(new Identifier("user_id", "a" + marks.repeat(15))))
                .isPresent();
        // These are not to be seen, and stand on nothing.
        assertThat(finnish.normalise(new Identifier("user_id", "a" + "\uFE0F".repeat(500))))
                .contains(new Identifier("user_id", "a"));
    }

    @Test
    void aNamespaceIsMeasuredBeforeItIsRead() {
        assertThat(Normaliser.namespace("email" + "\u200B".repeat(200))).contains("email");
        assertThat(Normaliser.namespace("email" + "\u200B".repeat(300))).isEmpty();
    }
}
