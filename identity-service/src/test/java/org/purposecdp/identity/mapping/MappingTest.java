package org.purposecdp.identity.mapping;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MappingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "email",
                "identifier:",
                "identifier:no space",
                "trait:",
                "trait:a.b.c",
                "occurredat"
            })
    void whatIsNoTargetIsRefused(String target) {
        refused(Map.of("Email", "identifier:email", "x", target));
    }

    @Test
    void somebodyMustBeIdentified() {
        refused(Map.of());
        refused(Map.of("Vorname", "trait:firstName"));
    }

    @Test
    void aTraitIsInOneColumnAndHasOneValueOrParts() {
        refused(Map.of("e", "identifier:email", "a", "trait:name", "b", "trait:name"));
        refused(Map.of("e", "identifier:email", "a", "occurredAt", "b", "occurredAt"));
        refused(Map.of("e", "identifier:email", "a", "trait:address", "b", "trait:address.city"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aino@example.com", "+358 40 123 4567", "01.02.1980"})
    void somebodysDataIsNoName(String column) {
        refused(Map.of(column, "identifier:email"));
    }

    private static void refused(Map<String, String> mapping) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Mapping.of(mapping));
    }
}
