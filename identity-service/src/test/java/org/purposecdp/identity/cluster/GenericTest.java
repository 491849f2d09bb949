package org.purposecdp.identity.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.purposecdp.contracts.identifier.Form;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.NamespaceRule;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.matching.Cleaner;
import org.purposecdp.identity.matching.Field;
import org.purposecdp.identity.matching.Person;

import static org.assertj.core.api.Assertions.assertThat;

class GenericTest {
    private final Generic generic = new Generic(IdentityRules.DEFAULT);

    @Test
    void aTabletWithMoreAddressesThanTwoPeopleMayHaveIsOfNobody() {
        assertThat(generic.among(bearers("anonymous_id", "email", 10), Set.of("shared"))).isEmpty();
        assertThat(generic.among(bearers("anonymous_id", "email", 11), Set.of("shared")))
                .containsExactly("shared");
        assertThat(generic.among(bearers("email", "phone", 11), Set.of("shared")))
                .containsExactly("shared");
    }

    @Test
    void howeverManyBrowsersOnePersonHasTheirAddressIsTheirs() {
        assertThat(generic.among(bearers("email", "anonymous_id", 100), Set.of("shared")))
                .isEmpty();
    }

    @Test
    void oneAddressHoweverOftenIsOne() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            nodes.add(node(i, "anonymous_id", "email", "the same"));
        }

        assertThat(generic.among(nodes, Set.of("shared", "the same"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = SourceKind.class,
            names = {"SERVER", "AUTHENTICATING"})
    void aUserIdWithMoreAddressesOrNumbersThanTwoPeopleMayHaveIsOfNobody(SourceKind kind) {
        assertThat(generic.among(bearers(kind, "user_id", "email", 10), Set.of("shared")))
                .isEmpty();
        assertThat(generic.among(bearers(kind, "user_id", "email", 11), Set.of("shared")))
                .containsExactly("shared");
        assertThat(generic.among(bearers(kind, "user_id", "phone", 11), Set.of("shared")))
                .containsExactly("shared");
        assertThat(generic.among(bearers(kind, "user_id", "anonymous_id", 99), Set.of("shared")))
                .isEmpty();
    }

    @Test
    void nobodysGroupIsDissolvedByTheWordOfAPublicKey() {
        List<Node> nodes = bearers(SourceKind.PUBLIC, "user_id", "email", 200);
        nodes.add(node(200, SourceKind.SERVER, "user_id", "email", "aino"));

        assertThat(generic.among(nodes, Set.of("shared"))).isEmpty();
    }

    @Test
    void nobodysGroupIsDissolvedByNames() {
        Cleaner cleaner = new Cleaner("FI", 2026);
        List<Node> nodes = new ArrayList<>();
        for (String name : List.of("Aino", "Käthe", "Jürgen", "Väinö", "Åse")) {
            nodes.add(
                    new Node(
                            "n" + name,
                            "shop",
                            SourceKind.SERVER,
                            Instant.EPOCH,
                            List.of(new HashedIdentifier("user_id", "shared")),
                            cleaner.read(
                                    Map.of(
                                            Field.GIVEN_NAME,
                                            List.of(name),
                                            Field.BIRTH_DATE,
                                            List.of("19%d0-01-01".formatted(4 + nodes.size()))))));
        }

        assertThat(generic.among(nodes, Set.of("shared"))).isEmpty();
    }

    @Property
    void moreBearersNeverMakeOneLessGeneric(@ForAll long seed, @ForAll Random random) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            for (Node node : Worlds.nodes(new Random(seed + i))) {
                nodes.add(node);
            }
        }
        IdentityRules strict =
                new IdentityRules(
                        null,
                        List.of(
                                new NamespaceRule("user_id", Form.EXACT, 1, null, true, null),
                                new NamespaceRule("email", Form.EMAIL, 1, null, null, null)),
                        null,
                        null);
        Set<String> asked =
                nodes.stream().flatMap(n -> n.pseudonyms().stream()).collect(Collectors.toSet());
        Collections.shuffle(nodes, random);
        Set<String> before = Set.of();
        for (int count = 0; count <= nodes.size(); count += 7) {
            Set<String> now = new Generic(strict).among(nodes.subList(0, count), asked);
            assertThat(now).containsAll(before);
            before = now;
        }
    }

    private static List<Node> bearers(String shared, String own, int count) {
        return bearers(SourceKind.PUBLIC, shared, own, count);
    }

    private static List<Node> bearers(SourceKind kind, String shared, String own, int count) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(node(i, kind, shared, own, own + i));
        }
        return nodes;
    }

    private static Node node(int number, String shared, String own, String value) {
        return node(number, SourceKind.PUBLIC, shared, own, value);
    }

    private static Node node(int number, SourceKind kind, String shared, String own, String value) {
        return new Node(
                "n%03d".formatted(number),
                "web",
                kind,
                Instant.ofEpochSecond(number),
                List.of(new HashedIdentifier(shared, "shared"), new HashedIdentifier(own, value)),
                Person.NOBODY);
    }
}
