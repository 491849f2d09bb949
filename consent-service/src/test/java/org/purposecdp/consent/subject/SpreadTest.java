package org.purposecdp.consent.subject;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.purposecdp.consent.Database;
import org.purposecdp.consent.subject.Brand.Said;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An address of three hundred people. */
class SpreadTest {
    private static final int PAGE = 50;
    private static final int MANY = 300;

    private static Database database;

    @BeforeAll
    static void start() {
        database = new Database();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static Brand brand(int people) {
        Brand brand = new Brand(database, PAGE);
        brand.people(people);
        return brand;
    }

    @Test
    void whatFewBearIsCarriedAtOnce() {
        Brand brand = brand(PAGE);

        Said said = brand.says(Kind.WITHDRAW);

        assertThat(said.reached().inPages()).isFalse();
        assertThat(said.reached().carrying()).hasSize(PAGE);
        assertThat(brand.carrying(said)).isEqualTo(PAGE);
    }

    @Test
    void whatManyBearIsOnFileAtOnceAndCarriedByOnePageAfterAnother() {
        Brand brand = brand(MANY);

        Said said = brand.says(Kind.WITHDRAW);

        assertThat(said.reached().inPages()).isTrue();
        assertThat(database.column("select id from consent_record")).containsExactly(said.id());
        for (int pages = 0; pages < MANY / PAGE; pages++) {
            assertThat(brand.carrying(said)).isEqualTo((long) pages * PAGE);
            assertThat(brand.page()).isTrue();
        }
        assertThat(brand.carrying(said)).isEqualTo(MANY);
        assertThat(brand.page()).isFalse();
    }

    @Test
    void itIsEnforcedOnceEachPointHasEachOfThem() {
        Brand brand = brand(MANY);
        Said said = brand.says(Kind.WITHDRAW);
        for (int pages = 1; pages < MANY / PAGE; pages++) {
            brand.page();
            brand.applyAll(Brand.POINT);
            brand.applyAll(Brand.OTHER_POINT);
            brand.tellAcknowledged();
            assertThat(brand.enforcement(said).state()).isEqualTo("recorded");
        }
        brand.page();

        brand.applyAll(Brand.POINT);
        brand.tellAcknowledged();
        assertThat(brand.enforcement(said).pending()).containsExactly(Brand.OTHER_POINT);
        brand.applyAll(Brand.OTHER_POINT);
        brand.tellAcknowledged();

        assertThat(brand.enforcement(said).state()).isEqualTo("enforced");
        assertThat(database.column("select id from spread")).isEmpty();
        assertThat(database.column("select profile_id from spread_subject")).isEmpty();
    }

    /** A page goes by nodes: who has moved to one that is behind is met where it is. */
    @Test
    void whoMovesFromAPageAheadToOneBehindIsWaitedFor() {
        Brand brand = brand(MANY);
        Said said = brand.says(Kind.WITHDRAW);
        brand.page();
        brand.applyAll(Brand.POINT);
        brand.applyAll(Brand.OTHER_POINT);

        brand.move("n00299", "p00000");
        lagBehind(brand, said, Set.of("p00000", "p00299"));

        assertThat(brand.enforcement(said).pending()).containsExactly(Brand.POINT);
    }

    @Test
    void whoHeldABearerLastIsWaitedFor() {
        Brand brand = brand(MANY);
        brand.applyAll(Brand.POINT);
        brand.applyAll(Brand.OTHER_POINT);
        brand.between("n00299");

        Said said = brand.says(Kind.WITHDRAW);
        lagBehind(brand, said, Set.of("p00299"));

        assertThat(brand.enforcement(said).pending()).containsExactly(Brand.POINT);
    }

    @Test
    void whoHeldABearerLastIsWaitedForWhereFewBearIt() {
        Brand brand = brand(2);
        brand.applyAll(Brand.POINT);
        brand.applyAll(Brand.OTHER_POINT);
        brand.between("n00001");

        Said said = brand.says(Kind.WITHDRAW);
        brand.applyAllBut(Brand.POINT, Set.of("p00001"));
        brand.applyAll(Brand.OTHER_POINT);

        assertThat(said.reached().carrying()).containsOnlyKeys("p00000");
        assertThat(brand.missed(said, Set.of("n00001"))).containsExactly("n00001 at a point");
        assertThat(brand.enforcement(said).pending()).containsExactly(Brand.POINT);
    }

    /** One point is behind with some Subjects, and would use a node's data still. */
    private static void lagBehind(Brand brand, Said said, Set<String> profileIds) {
        while (brand.page()) {
            brand.applyAll(Brand.OTHER_POINT);
        }
        brand.applyAllBut(Brand.POINT, profileIds);
        brand.applyAll(Brand.OTHER_POINT);
        brand.tellAcknowledged();
        assertThat(brand.missed(said, Set.of("n00299"))).containsExactly("n00299 at a point");
    }

    @Test
    void oneRunGoesThroughAllPages() {
        Brand brand = brand(MANY);
        Said first = brand.says(Kind.WITHDRAW);
        Said second = brand.says(Kind.RESTRICT);

        database.await(brand.spread().run());

        assertThat(brand.carrying(first)).isEqualTo(MANY);
        assertThat(brand.carrying(second)).isEqualTo(MANY);
        database.await(brand.spread().run());
        assertThat(brand.enforcement(first).state()).isEqualTo("recorded");
    }

    @Test
    void aSecondDecisionDoesNotWaitForTheLastPageOfTheFirst() {
        Brand brand = brand(MANY);
        Said first = brand.says(Kind.WITHDRAW);
        Said second = brand.says(Kind.RESTRICT);

        brand.page();
        brand.page();

        assertThat(database.column("select id from spread where after_node > ''"))
                .containsExactlyInAnyOrder(first.id(), second.id());
    }

    @Test
    void whoCannotBeDerivedStopsNobodyElse() {
        Brand brand = brand(MANY);
        Said said = brand.says(Kind.WITHDRAW);
        database.execute("update subject set body = 'spoilt' where profile_id = 'p00060'");

        while (brand.page()) {
            brand.tellAcknowledged();
        }

        assertThat(brand.carrying(said)).isEqualTo(MANY - 1);
        assertThat(database.column("select profile_id from derivation_due where ack"))
                .containsExactly("p00060");
        brand.applyAll(Brand.POINT);
        brand.applyAll(Brand.OTHER_POINT);
        brand.tellAcknowledged();
        assertThat(brand.enforcement(said).state()).isEqualTo("recorded");
        assertThat(database.column("select id from spread")).isEmpty();
    }

    @Test
    void aLookUpStopsAfterSome() {
        Brand brand = brand(21);

        assertThatThrownBy(() -> database.await(brand.subjects().bearing(Brand.SHARED, 20)))
                .isInstanceOf(ProblemException.class)
                .satisfies(
                        e ->
                                assertThat(((ProblemException) e).type().code())
                                        .isEqualTo("TOO_MANY_BEARERS"));
        List<?> all = database.await(brand.subjects().bearing(Brand.SHARED, 21));
        assertThat(all).hasSize(21);
    }

    /** A node's identifiers are part of its id; should they ever change, its index follows. */
    @Test
    void whoBearsAnIdentifierNoMoreIsNotFoundByIt() {
        Brand brand = brand(2);
        database.execute(
                "update node set identifiers = array['gone', 'own-n00000']"
                        + " where node_id = 'n00000';"
                        + " insert into node_identifier values ('gone', 'n00000')");

        brand.move("n00000", "p00001");

        assertThat(
                        database.column(
                                "select pseudonym from node_identifier where node_id = 'n00000'"
                                        + " order by 1"))
                .containsExactly("own-n00000", Brand.SHARED);
    }
}
