package org.purposecdp.consent.subject;

import java.util.List;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

import org.purposecdp.consent.Database;
import org.purposecdp.consent.subject.Brand.Said;
import org.purposecdp.contracts.subject.Decision.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever happens between two pages, everybody carries the "no" in the end, and "enforced" is said
 * only when no point would still use anything without it.
 */
class SpreadPropertyTest {
    private static final int PEOPLE = 7;
    private static final int PAGE = 2;

    private static Database database;

    @BeforeContainer
    static void start() {
        database = new Database();
    }

    @AfterContainer
    static void stop() {
        database.close();
    }

    /** What happens to a node, or to anybody, between two pages. */
    enum Event {
        PAGE,
        CRASH,
        MOVE,
        BETWEEN,
        NEW_NODE,
        APPLY,
        APPLY_ELSEWHERE,
        ACKNOWLEDGED
    }

    record Step(Event event, int node, int profile) {}

    @Provide
    Arbitrary<List<Step>> before() {
        return steps().list().ofMaxSize(12);
    }

    /** Long enough that some are enforced before it ends. */
    @Provide
    Arbitrary<List<Step>> after() {
        return steps().list().ofMinSize(50).ofMaxSize(90);
    }

    private static Arbitrary<Step> steps() {
        Arbitrary<Event> events =
                Arbitraries.frequency(
                        Tuple.of(6, Event.PAGE),
                        Tuple.of(5, Event.APPLY),
                        Tuple.of(5, Event.APPLY_ELSEWHERE),
                        Tuple.of(6, Event.ACKNOWLEDGED),
                        Tuple.of(2, Event.MOVE),
                        Tuple.of(1, Event.BETWEEN),
                        Tuple.of(1, Event.NEW_NODE),
                        Tuple.of(1, Event.CRASH));
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, PEOPLE - 1);
        return Combinators.combine(events, numbers, numbers).as(Step::new);
    }

    @Property(tries = 50)
    void orderAndCrashesBetweenPagesChangeNothing(
            @ForAll("before") List<Step> before, @ForAll("after") List<Step> after) {
        Brand brand = new Brand(database, PAGE);
        brand.people(PEOPLE);
        before.forEach(step -> take(brand, step));

        Set<String> bearers = brand.nodes();
        Said said = brand.says(Kind.WITHDRAW);
        boolean enforced = false;
        for (Step step : after) {
            take(brand, step);
            enforced = brand.enforcement(said).state().equals("enforced");
            if (enforced) {
                assertThat(brand.missed(said, bearers)).as("though it is enforced").isEmpty();
            }
        }
        Statistics.label("enforced before the course ended").collect(enforced);
        finish(brand);

        assertThat(brand.stale()).as("derived from what is on file, another").isEmpty();
        assertThat(brand.missed(said, brand.nodes())).isEmpty();
        assertThat(brand.enforcement(said).state()).isEqualTo("enforced");
    }

    private static void take(Brand brand, Step step) {
        String node = "n%05d".formatted(step.node());
        String profile = "p%05d".formatted(step.profile());
        switch (step.event()) {
            case PAGE -> brand.page();
            case CRASH -> brand.startAgain();
            case MOVE -> brand.move(node, profile);
            case BETWEEN -> brand.between(node);
            case NEW_NODE -> brand.move("new-" + step.node(), profile);
            case APPLY -> brand.applyAllBut(Brand.POINT, Set.of(profile));
            case APPLY_ELSEWHERE -> brand.applyAllBut(Brand.OTHER_POINT, Set.of(profile));
            case ACKNOWLEDGED -> brand.tellAcknowledged();
        }
    }

    private static void finish(Brand brand) {
        while (brand.page()) {
            brand.startAgain();
        }
        brand.applyAll(Brand.POINT);
        brand.applyAll(Brand.OTHER_POINT);
        brand.tellAcknowledged();
    }
}
