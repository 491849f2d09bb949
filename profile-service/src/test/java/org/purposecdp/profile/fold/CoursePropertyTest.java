package org.purposecdp.profile.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.NoticeGiven;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.World;
import org.purposecdp.profile.fragment.CategoryState;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.view.ViewState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records and words in any order, judged at any time, against one fold of everything at the end.
 */
class CoursePropertyTest {
    private static final Policy POLICY = World.policyWithStatistics();
    private static final Set<String> PURPOSES = Set.of("marketing", "service", "analytics");

    /** What happens next: one of them, the others null. */
    record Step(Fragment record, Decision decision, Fact fact, NoticeGiven notice) {}

    /**
     * As the service goes on: more records into current views, all anew when something was said.
     */
    private static final class Course {
        private final Map<String, Fragment> stored = new TreeMap<>();
        private final Map<String, Fragment> sent = new HashMap<>();
        private Subject subject = World.subject(1, List.of(), List.of());
        private Map<String, ViewState> views = Map.of();
        private Instant until;
        private Instant at = World.NOON;

        void go(Step step) {
            at = at.plusSeconds(7);
            if (step.record() == null) {
                subject =
                        World.subject(
                                subject.version() + 1,
                                and(subject.decisions(), step.decision()),
                                and(subject.facts(), step.fact()),
                                and(subject.notices(), step.notice()));
                take(Folds.whole(profile(), stored.values(), POLICY, at, World.SUSPENSION));
                return;
            }
            Fragment record = step.record();
            String id = record.recordId();
            sent.put(id, record);
            if (stored.containsKey(id)) {
                return;
            }
            Profile before = profile();
            stored.put(id, Folds.decided(record, before, POLICY, at, World.SUSPENSION));
            take(
                    until != null && !at.isBefore(until)
                            ? Folds.admitting(
                                    before,
                                    Set.of(id),
                                    stored.values(),
                                    POLICY,
                                    at,
                                    World.SUSPENSION)
                            : Folds.more(before, List.of(record), POLICY, at, World.SUSPENSION));
        }

        private void take(Refolded refolded) {
            refolded.marks()
                    .forEach(
                            mark ->
                                    stored.computeIfPresent(
                                            mark.recordId(),
                                            (id, fragment) -> fragment.decided(mark.states())));
            views = refolded.views();
            until = refolded.until();
        }

        private Profile profile() {
            return profile(views);
        }

        private Profile profile(Map<String, ViewState> with) {
            return new Profile(
                    World.PROFILE,
                    "w1",
                    1,
                    1,
                    subject,
                    subject.version(),
                    1,
                    null,
                    with,
                    until,
                    false,
                    List.of(),
                    false);
        }

        /** One fold of fragments that nobody has judged before. */
        Map<String, View> atOnce(List<Fragment> fragments) {
            return shown(
                    Folds.whole(profile(Map.of()), fragments, POLICY, at, World.SUSPENSION)
                            .views());
        }

        /** As they were sent, without what was dropped or erased meanwhile. */
        List<Fragment> left() {
            return stored.values().stream().map(this::unjudged).toList();
        }

        private Fragment unjudged(Fragment fragment) {
            Map<DataCategory, CategoryState> states = new TreeMap<>();
            fragment.states()
                    .forEach(
                            (category, state) ->
                                    states.put(
                                            category,
                                            state.outcome().keepsValues()
                                                    ? CategoryState.UNDECIDED
                                                    : state));
            return sent.get(fragment.recordId()).decided(states);
        }

        private static <T> List<T> and(List<T> all, T more) {
            List<T> together = new ArrayList<>(all);
            if (more != null) {
                together.add(more);
            }
            return together;
        }
    }

    private static Map<String, View> shown(Map<String, ViewState> views) {
        Map<String, View> shown = new TreeMap<>();
        for (String purpose : PURPOSES) {
            View view = views.getOrDefault(purpose, ViewState.EMPTY).view();
            shown.put(purpose, new View(view.traits(), view.events(), view.nodes(), null));
        }
        return shown;
    }

    @Property(tries = 500)
    void theViewsAreOneWholeFoldOfWhatIsLeft(@ForAll("anything") List<Step> steps) {
        Course course = new Course();
        for (Step step : steps) {
            course.go(step);
            assertThat(shown(course.views)).isEqualTo(course.atOnce(course.left()));
        }
    }

    @Property(tries = 300)
    void aCourseShowsNoMoreThanKnowingEverythingBefore(@ForAll("anything") List<Step> steps) {
        Course course = new Course();
        steps.forEach(course::go);
        Map<String, View> all = course.atOnce(List.copyOf(course.sent.values()));
        shown(course.views)
                .forEach(
                        (purpose, view) -> {
                            long most = count(all.get(purpose));
                            assertThat(count(view)).as(purpose).isLessThanOrEqualTo(most);
                        });
    }

    @Property(tries = 300)
    void whereNothingIsRefusedTheOrderChangesNothing(
            @ForAll("permitting") List<Step> steps, @ForAll long seed) {
        List<Step> shuffled = new ArrayList<>(steps);
        Collections.shuffle(shuffled, new Random(seed));
        Course one = new Course();
        steps.forEach(one::go);
        Course other = new Course();
        shuffled.forEach(other::go);
        assertThat(shown(other.views)).isEqualTo(shown(one.views));
        assertThat(shown(one.views)).isEqualTo(one.atOnce(List.copyOf(one.sent.values())));
    }

    private static long count(View view) {
        return view.events().values().stream().mapToLong(View.EventSum::count).sum();
    }

    @Provide
    Arbitrary<List<Step>> anything() {
        return Arbitraries.frequencyOf(
                        Tuple.of(4, records()),
                        Tuple.of(4, decisions(Kind.values())),
                        Tuple.of(1, facts()),
                        Tuple.of(1, notices()))
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Step>> permitting() {
        return Arbitraries.frequencyOf(
                        Tuple.of(4, records()),
                        Tuple.of(2, decisions(Kind.GRANT)),
                        Tuple.of(1, facts()),
                        Tuple.of(1, notices()))
                .list()
                .ofMaxSize(10);
    }

    private static Arbitrary<Step> records() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.of(World.NODE, World.OTHER_NODE),
                        Arbitraries.integers().between(0, 12))
                .as(
                        (id, node, minutesAgo) ->
                                new Step(
                                        World.order(
                                                "r" + id + node + minutesAgo,
                                                node,
                                                World.NOON.minus(Duration.ofMinutes(minutesAgo)),
                                                World.NOON,
                                                Map.of("total", id)),
                                        null,
                                        null,
                                        null));
    }

    private static Arbitrary<Step> decisions(Kind... kinds) {
        return Combinators.combine(
                        Arbitraries.of(kinds),
                        Arbitraries.of(
                                "marketing",
                                "marketing",
                                "analytics",
                                Decision.ANY,
                                Policy.PENDING_DECISION),
                        Arbitraries.integers().between(0, 14),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(World.NODE, World.NODE, World.PAGE_NODE))
                .as(
                        (kind, purpose, minutesAgo, act, group) ->
                                new Step(
                                        null,
                                        World.decision(
                                                kind + purpose + minutesAgo + act + group,
                                                kind,
                                                kind == Kind.GRANT ? "marketing" : purpose,
                                                minutesAgo,
                                                act,
                                                group),
                                        null,
                                        null));
    }

    private static Arbitrary<Step> facts() {
        return Arbitraries.just(new Step(null, null, World.contract(), null));
    }

    private static Arbitrary<Step> notices() {
        return Arbitraries.just(new Step(null, null, null, World.told(2, World.LAST_YEAR)));
    }
}
