package org.purposecdp.contracts.identifier;

import java.util.List;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class NormaliserPropertyTest {
    private static final List<String> NAMESPACES =
            List.of("user_id", "email", "phone", "handle", "card");
    private static final String SPECIAL =
            "\u00AD\u034F\u061C\u115F\u1160\u180E\u200B\u200D\u200E\u202A\u202C\u2060\u2068\u3164"
                    + "\uFE0F\uFEFF\uFFA0\uFFF9 \u00A0\u3000\u1680\u0308\u0307\u0323\u0345iIİıßẞΣςſKÅﬁ①"
                    + "@<>\"'.,;。．｡+-xn0１٣";

    private final Normaliser normaliser =
            new Normaliser(
                    new IdentityRules(
                            "FI",
                            List.of(
                                    NamespaceRule.usual("handle", Form.CASELESS),
                                    NamespaceRule.usual("card", Form.ALPHANUMERIC)),
                            null,
                            null));

    @Provide
    Arbitrary<String> namespaces() {
        return Arbitraries.of(NAMESPACES);
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> odd =
                Arbitraries.of(SPECIAL.codePoints().mapToObj(Character::toString).toList());
        Arbitrary<String> any =
                Arbitraries.integers()
                        .between(0, Character.MAX_CODE_POINT)
                        .map(c -> new String(Character.toChars(c)));
        Arbitrary<String> piece =
                Arbitraries.oneOf(
                        List.of(
                                odd,
                                odd,
                                any,
                                Arbitraries.of(
                                        "aino",
                                        "Käthe",
                                        "example",
                                        "0401234567",
                                        "xn--",
                                        "mailto:",
                                        "xn--mnchen-3ya",
                                        "strasse",
                                        "ᄀ",
                                        "ᅡ",
                                        "@example.fi",
                                        "sha256:")));
        return piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 20_000)
    void aNormalFormIsItsOwn(
            @ForAll("namespaces") String namespace, @ForAll("values") String value) {
        Optional<Identifier> normal = normaliser.normalise(new Identifier(namespace, value));

        normal.ifPresent(
                identifier -> assertThat(normaliser.normalise(identifier)).contains(identifier));
    }

    @Provide
    Arbitrary<Identifier> people() {
        return Arbitraries.of(
                new Identifier("email", "aino.mäkinen@example.fi"),
                new Identifier("email", "kathe@münchen.example"),
                new Identifier("phone", "+358401234567"),
                new Identifier("user_id", "K-77"),
                new Identifier("handle", "@käthe"),
                new Identifier("card", "a1234"),
                new Identifier("email", "sha256:" + "0a".repeat(32)));
    }

    @Provide
    Arbitrary<String> unseen() {
        Arbitrary<Integer> marks =
                Arbitraries.of(
                        0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x200B,
                        0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x2060,
                        0x2061, 0x2062, 0x2063, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A,
                        0x206F, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0x1D173,
                        0xE0001, 0xE0061, 0xE0100);
        return marks.map(Character::toString).list().ofMaxSize(3).map(all -> String.join("", all));
    }

    @Property
    void whatIsNotSeenChangesNothingWhereverItStands(
            @ForAll("people") Identifier somebody,
            @ForAll("unseen") String one,
            @ForAll("unseen") String other,
            @ForAll int first,
            @ForAll int second) {
        StringBuilder sent = new StringBuilder(somebody.value());
        sent.insert(Math.floorMod(first, sent.length() + 1), one);
        sent.insert(Math.floorMod(second, sent.length() + 1), other);

        assertThat(
                        normaliser.normalise(
                                new Identifier(somebody.namespace(), wellFormed(sent.toString()))))
                .contains(somebody);
    }

    /** A mark put amid a pair leaves two halves, which are no text: put it behind them. */
    private static String wellFormed(String text) {
        return text.codePoints()
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Property
    void blanksAroundChangeNothing(
            @ForAll("people") Identifier somebody,
            @ForAll("blanks") String before,
            @ForAll("blanks") String after) {
        assertThat(
                        normaliser.normalise(
                                new Identifier(
                                        somebody.namespace(), before + somebody.value() + after)))
                .contains(somebody);
    }

    @Provide
    Arbitrary<String> blanks() {
        return Arbitraries.strings()
                .withChars(
                        "\t\n\r \u0085\u00A0\u1680\u2000\u2007\u2009\u2028\u2029\u202F\u205F\u3000")
                .ofMaxLength(4);
    }

    @Property
    void aReasonIsGivenForWhatIsNoIdentifier(
            @ForAll("namespaces") String namespace, @ForAll("values") String value) {
        Normalised read = normaliser.read(new Identifier(namespace, value));

        assertThat(read.normal() == null).isNotEqualTo(read.refusal() == null);
    }
}
