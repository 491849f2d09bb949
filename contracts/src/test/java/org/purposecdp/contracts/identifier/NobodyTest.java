package org.purposecdp.contracts.identifier;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NobodyTest {
    /** A register that blocks something of its own blocks the usual words as well. */
    private final Normaliser normaliser =
            new Normaliser(
                    new IdentityRules(
                            null,
                            List.of(NamespaceRule.usual("handle", Form.CASELESS)),
                            List.of("kassa-.*"),
                            null));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d41d8cd98f00b204e9800998ecf8427e",
                "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "null.0",
                "NoneType",
                "%!s(<nil>)",
                "b'None'",
                "u'None'",
                "Optional(\"\")",
                "Unknown Unknown",
                "unknown_id",
                "System.Object",
                "function () { [native code] }",
                "not found",
                "error",
                "неизвестно",
                "未知",
                "游客",
                "brak",
                "ukjent",
                "ukendt",
                "gość",
                "undefined@undefined.com",
                "00000000-0000-4000-8000-000000000000",
                "null",
                "NULL",
                "Null",
                "nil",
                "None",
                "undefined",
                "unknown",
                "Anonymous",
                "guest",
                "n/a",
                "N/A",
                "n.a.",
                "na",
                "#N/A",
                "NaN",
                "-",
                "--",
                "—",
                "?",
                "???",
                "...",
                "0",
                "00",
                "0000",
                "000-000",
                "0.0",
                "-1",
                "-1.0",
                "−1",
                "true",
                "False",
                "[object Object]",
                "[object Undefined]",
                "%5Bobject%20Object%5D",
                "java.lang.Object@1b6d3586",
                "Optional(nil)",
                "void 0",
                "&nbsp;",
                "%20",
                "\\N",
                "undefinedundefined",
                "user_null",
                "userId=undefined",
                "id:none",
                "kirjautumaton",
                "Ei kirjautunut",
                "ゲスト",
                "object",
                "{}",
                "[]",
                "{ }",
                "\"\"",
                "''",
                "(empty)",
                "empty",
                "test",
                "TEST",
                "missing",
                "not set",
                "(not set)",
                "not_set",
                "NOT-SET",
                "notset",
                "no email",
                "deleted",
                "<redacted>",
                "xxx",
                "XXXX",
                "xxx-xxx-xxxx",
                "00000000-0000-0000-0000-000000000000",
                "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
                "11111111-1111-1111-1111-111111111111",
                "{00000000-0000-0000-0000-000000000000}",
                "null null",
                "undefined_undefined",
                "null-undefined",
                "\"null\"",
                "'undefined'",
                "(null)",
                "<null>",
                "{null}",
                "[null]",
                "null.",
                "tuntematon",
                "Vieras",
                "ei ole",
                "EI-OLE",
                "ei tiedossa",
                "puuttuu",
                "tyhjä",
                "anonyymi",
                "käteisasiakas",
                "unbekannt",
                "Gast",
                "kein",
                "keine",
                "keine Angabe",
                "k.A.",
                "leer",
                "ohne",
                "anonym",
                "nicht vorhanden",
                "laufkundschaft",
                "okänd",
                "gäst",
                "{{user.id}}",
                "{{ user.id }}",
                "u-{{id}}",
                "${userId}",
                "#{user.id}",
                "%%email%%",
                "[[id]]",
                "<%= user.id %>",
                "*|EMAIL|*",
                "%EMAIL%",
                "{customer.email}",
                "{user_id}",
                "{$email}",
                "{% raw %}",
                "user_id",
                "distinct_id",
                "anonymous-user",
                "not_authenticated",
                "system",
                "#REF!",
                "string",
                "9774d56d682e549c",
                "02:00:00:00:00:00",
                "guest\u200B",
                "\u00A0gue\u00ADst",
                "\uFF4E\uFF55\uFF4C\uFF4C",
                "kassa-3"
            })
    void isNobodyInEveryNamespace(String value) {
        for (String namespace : List.of("user_id", "email", "phone", "anonymous_id", "handle")) {
            assertThat(normaliser.read(new Identifier(namespace, value)).refusal())
                    .as(namespace)
                    .isEqualTo(Refusal.OF_NOBODY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test1",
                "test-2",
                "testaaja",
                "guest42",
                "anonymous-7f3a",
                "nullmeyer",
                "Noone",
                "1",
                "10",
                "-10",
                "12345",
                "111",
                "123456789",
                "true-42",
                "ka",
                "xx",
                "Ohnesorge",
                "Gastberger",
                "Keinonen",
                "Vierasmäki",
                "none-of-your-business",
                "u{1}",
                "{7}",
                "[7]",
                "100%",
                "id-0",
                "deadbeef",
                "00000000-0000-0000-0000-000000000001",
                "Tom",
                "O",
                "o'neil",
                "山田"
            })
    void isSomebodys(String value) {
        assertThat(normaliser.read(new Identifier("user_id", value)).normal())
                .isEqualTo(new Identifier("user_id", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noreply@example.fi",
                "no-reply@shop.example",
                "No_Reply@shop.example",
                "noreply+7@shop.example",
                "do-not-reply@shop.example",
                "none@none.com",
                "None@None.com",
                "test@test.com",
                "test@test.fi",
                "test@example.com",
                "example@example.com",
                "user@example.com",
                "your.email@example.com",
                "noemail@shop.example",
                "no-email@shop.example",
                "ei-sahkopostia@shop.example",
                "keine-email@shop.example",
                "null@shop.example",
                "undefined@undefined",
                "na@na.com",
                "unknown@unknown.de",
                "asdf@asdf.com",
                "foo@bar.com",
                "anonymous@example.com",
                "Nobody <noreply@example.fi>",
                "{{email}}@example.fi",
                "xxx@xxx.com"
            })
    void isNoPersonsMailbox(String address) {
        assertThat(normaliser.read(new Identifier("email", address)).refusal())
                .isEqualTo(Refusal.OF_NOBODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aino@example.fi",
                "test@gmail.com",
                "test1@test.com",
                "guest.house@example.fi",
                "vieras@kauppa.example",
                "anna.noreply@example.fi",
                "nan@gmail.com",
                "mail@mail.de",
                "info@example.com",
                "none.such@example.fi",
                "guest@hotelli.example"
            })
    void isSomebodysMailbox(String address) {
        assertThat(normaliser.read(new Identifier("email", address)).normal())
                .isEqualTo(new Identifier("email", address));
    }

    @ParameterizedTest
    @CsvSource({
        "FI, 1111111111",
        "FI, 123456789",
        "FI, 0123456789",
        "FI, 9876543210",
        "FI, +358 000 000 000",
        "FI, +358 111 111 1111",
        "DE, 0123456789",
        "DE, 000000",
        "US, 1234567890",
        "US, 555-555-5555",
        "US, (999) 999-9999",
    })
    void isAFillerOfANumber(String region, String number) {
        Normaliser there = new Normaliser(new IdentityRules(region, null, null, null));

        assertThat(there.read(new Identifier("phone", number)).refusal())
                .isEqualTo(Refusal.OF_NOBODY);
    }

    @Test
    void aNumberOfOneDigitThatACountryHasIsSomebodys() {
        assertThat(normaliser.normalise(new Identifier("phone", "+44 7777 777777")))
                .contains(new Identifier("phone", "+447777777777"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "None",
                "GUEST",
                "not_set",
                "n/a",
                "[object Object]",
                "test@test.com",
                "00000000-0000-0000-0000-000000000000"
            })
    void isNobodyHashedToo(String plain) {
        assertThat(
                        normaliser
                                .read(new Identifier("email", "sha256:" + Normaliser.sha256(plain)))
                                .refusal())
                .isEqualTo(Refusal.OF_NOBODY);
    }
}
