package org.purposecdp.identity.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.record.SourceKind;
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

    private static List<Node> bearers(String shared, String own, int count) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(node(i, shared, own, own + i));
        }
        return nodes;
    }

    private static Node node(int number, String shared, String own, String value) {
        return new Node(
                "n%03d".formatted(number),
                "web",
                SourceKind.PUBLIC,
                Instant.ofEpochSecond(number),
                List.of(new HashedIdentifier(shared, "shared"), new HashedIdentifier(own, value)),
                Person.NOBODY);
    }
}
