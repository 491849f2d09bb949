package org.purposecdp.consent.policy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.topic.MessageSize;
import org.purposecdp.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PolicySizeTest {
    @Test
    void whatFitsIsToldAsItIs() {
        assertThat(PolicySize.requireFit(withTraits(10_000)))
                .isEqualTo(Json.bytes(withTraits(10_000)))
                .satisfies(json -> assertThat(MessageSize.fits(json)).isTrue());
    }

    @Test
    void whatWouldBeTooLargeIsRefusedWithWhatTakesTheRoom() {
        assertThatThrownBy(() -> PolicySize.requireFit(withTraits(30_000)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("at most 900000: catalogue ")
                .hasMessageContaining("activities 2");
    }

    private static Policy withTraits(int many) {
        Map<String, DataCategory> traits = new HashMap<>();
        for (int i = 0; i < many; i++) {
            traits.put("a-trait-of-the-catalogue-" + i, DataCategory.CONTACT);
        }
        return new Policy(
                1, Instant.EPOCH, null, null, null, new Catalogue(traits, null, null), null, null);
    }
}
