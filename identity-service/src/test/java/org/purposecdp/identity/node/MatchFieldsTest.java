package org.purposecdp.identity.node;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.purposecdp.identity.matching.Field;

import static org.assertj.core.api.Assertions.assertThat;

class MatchFieldsTest {
    @Test
    void spellingsOfOnePersonGiveTheSameFields() {
        assertThat(
                        MatchFields.of(
                                Map.of(
                                        "firstName", " Äiti  Maria",
                                        "last_name", "VIRTANEN",
                                        "address", Map.of("postalCode", "00100"),
                                        "plan", "gold")))
                .isEqualTo(
                        MatchFields.of(
                                Map.of(
                                        "given_name", "a\u0308iti maria",
                                        "familyName", "Virtanen",
                                        "address", Map.of("postal_code", "00100"))))
                .containsOnlyKeys(Field.GIVEN_NAME, Field.FAMILY_NAME, Field.POSTCODE);
    }
}
