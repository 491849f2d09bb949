package org.purposecdp.consent.subject;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.consent.Database;
import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Identifiers of nobody, in PostgreSQL. */
class NobodiesTest {
    private static final String OFFICE = "office@";
    private static final String TILL = "till@";
    private static final String AINO = "aino@";

    private static Database database;

    @BeforeAll
    static void start() {
        database = new Database();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.execute("truncate nobody_identifier");
    }

    @Test
    void whatAClusterMarksStandsForNobody() {
        apply(Map.of("p", Set.of(OFFICE, TILL)));

        assertThat(nobodies()).containsExactly(OFFICE, TILL);
        assertThatThrownBy(() -> requireSomebody(OFFICE))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.type()).isEqualTo(ConsentProblem.IDENTIFIER_OF_NOBODY))
                .hasMessageContaining("a \"yes\"");
        assertThatCode(() -> requireSomebody(AINO)).doesNotThrowAnyException();
    }

    @Test
    void whatItMarksNoMoreStandsForSomebodyAgain() {
        apply(Map.of("p", Set.of(OFFICE, TILL)));

        apply(Map.of("p", Set.of(TILL)));

        assertThat(nobodies()).containsExactly(TILL);
        assertThatCode(() -> requireSomebody(OFFICE)).doesNotThrowAnyException();
    }

    @Test
    void aClusterThatMarksNoneOrHasEndedForgetsItsMarksAndNoOthers() {
        apply(Map.of("p", Set.of(OFFICE, TILL), "q", Set.of(OFFICE)));

        apply(Map.of("p", Set.of()));

        assertThat(nobodies()).containsExactly(OFFICE);
        apply(Map.of("q", Set.of()));
        assertThat(nobodies()).isEmpty();
    }

    @Test
    void theSameToldAgainChangesNothing() {
        apply(Map.of("p", Set.of(OFFICE), "q", Set.of(TILL)));

        apply(Map.of("p", Set.of(OFFICE)));
        apply(Map.of());

        assertThat(nobodies()).containsExactly(OFFICE, TILL);
    }

    private static void apply(Map<String, Set<String>> marked) {
        database.await(database.pool().withTransaction(tx -> Nobodies.apply(tx, marked)));
    }

    private static Set<String> nobodies() {
        return database.await(Nobodies.among(database.pool(), List.of(OFFICE, TILL, AINO)));
    }

    private static void requireSomebody(String pseudonym) {
        database.await(Nobodies.requireSomebody(database.pool(), pseudonym, "a \"yes\""));
    }
}
