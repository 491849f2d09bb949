package org.purposecdp.profile.gate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.profile.World;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyPrintTest {
    private final Policy policy = World.policy();

    /** Each made every profile be folded anew. */
    @Test
    void aSourceThatNoActivityNamesChangesNoView() {
        Source till = new Source("till", 1, false, SourceKind.SERVER, false, List.of());

        assertThat(print(with(till))).isEqualTo(print(policy));
    }

    @Test
    void whatIsSaidOfASourceThatOneNamesDoes() {
        Source shop = new Source("shop", 1, false, SourceKind.PUBLIC, false, List.of());

        assertThat(print(with(shop))).isNotEqualTo(print(policy));
    }

    @Test
    void aNewerVersionOfTheSameSourceDoesNot() {
        Source shop = new Source("shop", 2, false, SourceKind.SERVER, false, List.of());

        assertThat(print(with(shop))).isEqualTo(print(policy));
    }

    @Test
    void anActivityDoes() {
        assertThat(print(World.policyWithStatistics())).isNotEqualTo(print(policy));
        assertThat(print(World.policy(Duration.ofMinutes(16)))).isNotEqualTo(print(policy));
    }

    private static String print(Policy policy) {
        return PolicyPrint.of(policy);
    }

    private Policy with(Source source) {
        List<Source> sources = new ArrayList<>(policy.sources());
        sources.removeIf(one -> one.id().equals(source.id()));
        sources.add(source);
        return new Policy(
                policy.version() + 1,
                World.NOON,
                policy.purposes(),
                policy.activities(),
                policy.notices(),
                policy.catalogue(),
                policy.identityRules(),
                sources);
    }
}
