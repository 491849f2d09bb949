package org.purposecdp.profile.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.PolicyBySource;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.OutgoingEvent;
import org.purposecdp.profile.World;
import org.purposecdp.profile.database.Databases;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.FragmentStores;
import org.purposecdp.profile.fragment.Fragments;
import org.purposecdp.profile.fragment.Origin;
import org.purposecdp.profile.fragment.Outcome;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.subject.SubjectStores;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * While an instance takes records, another does something else between any two of its steps, or it
 * dies there and the message comes again; whatever happens, and wherever, in the end each profile
 * is one whole fold of what lies in the store, and others were told of all of it.
 */
class AdmissionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Policy POLICY = World.policy();
    private static final String OLD = World.NODE;
    private static final String NEW = World.OTHER_NODE;
    private static final String MOVING = "0d";
    private static final Decision GRANT = World.decision("grant", Kind.GRANT, 10);
    private static final Set<String> RECORDS = Set.of("r1", "r2", "r3", "r4", "r5");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static MongoServer server;
    private static String address;

    /** What the other does meanwhile. */
    private enum Meanwhile {
        A_WITHDRAWAL,
        A_GRANT,
        ANOTHER_RECORD,
        THE_SAME_RECORD,
        A_WHOLE_FOLD,
        THE_NODE_MOVES,
        THE_NODE_IS_TAKEN_AND_LEAVES_LATER,
        THE_NODE_LEAVES_FIRST,
        THE_NODE_IS_BETWEEN_TWO,
        ITS_FIRST_SUBJECT
    }

    /** One instance of the service, on a store that all share. */
    private static final class Instance implements AutoCloseable {
        private final Databases databases;
        private final SubjectStores subjects;
        private final Fragments fragments;
        private final Folding folding;
        private final Publisher publisher;
        private final Admission admission;

        Instance(String database, Policy policy, Runnable before, List<ProfileChange> told) {
            this.databases = new Databases(address, database, collection -> before.run());
            this.subjects = SubjectStores.of(databases.database());
            this.fragments = FragmentStores.of(databases.database());
            Setbacks setbacks = new Setbacks(new SimpleMeterRegistry());
            this.publisher =
                    new Publisher(
                            events -> send(events, before, told), subjects.profiles(), setbacks);
            this.folding =
                    new Folding(
                            subjects.nodes(),
                            subjects.profiles(),
                            fragments,
                            publisher,
                            () -> Optional.of(policy),
                            setbacks,
                            () -> World.SUSPENSION);
            this.admission =
                    new Admission(
                            subjects.nodes(), subjects.profiles(), fragments, folding, setbacks);
        }

        private static Uni<Void> send(
                List<OutgoingEvent> events, Runnable before, List<ProfileChange> told) {
            before.run();
            events.stream()
                    .filter(event -> event.topic() == Topic.PROFILE_CHANGES)
                    .forEach(event -> told.add(Json.parse(event.value(), ProfileChange.class)));
            return Uni.createFrom().voidItem();
        }

        void take(Fragment... records) {
            now(
                    Uni.createFrom()
                            .deferred(
                                    () ->
                                            admission.take(
                                                    List.of(records), Admitting.of(Map.of()))));
        }

        void apply(Subject subject) {
            now(subjects.putNodes(subject));
            settle(subject);
        }

        void settle(Subject subject) {
            now(subjects.putSubject(subject));
            now(folding.refold(Set.of(subject.profileId())));
        }

        /** As the sweeps do, as long as there is something to do. */
        void sweep() {
            for (int i = 0; i < 5; i++) {
                now(
                        subjects.profiles()
                                .due(new PolicyBySource(POLICY), Instant.now(), Set.of(), 100)
                                .chain(folding::refold));
                now(subjects.profiles().unpublished(Set.of(), 100).chain(publisher::publish));
            }
        }

        Map<String, Profile> profiles() {
            return now(subjects.profiles().find(Set.of(OLD, NEW)));
        }

        @Override
        public void close() {
            databases.close();
        }
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    @BeforeAll
    static void start() {
        server = new MongoServer(new MemoryBackend());
        address = server.bindAndGetConnectionString();
    }

    @AfterAll
    static void stop() {
        server.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void whateverHappensMeanwhileNothingIsLost(Meanwhile what) {
        int steps = 0;
        while (new Case(what, steps, false, false).happens()) {
            steps++;
        }
        assertThat(steps).as("steps of taking a record").isGreaterThan(2);
    }

    /** What it read before is no longer so, from the first step on. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ITS_FIRST_SUBJECT")
    void whatIsRememberedAndNoLongerSoLosesNothing(Meanwhile what) {
        int steps = 0;
        while (new Case(what, steps, false, true).happens()) {
            steps++;
        }
        assertThat(steps).isGreaterThan(2);
    }

    @ParameterizedTest
    @EnumSource
    void whereverItDiesThenNothingIsLost(Meanwhile what) {
        int steps = 0;
        while (new Case(what, steps, true, false).happens()) {
            steps++;
        }
        assertThat(steps).isGreaterThan(2);
    }

    /** Nobody asks about it again. */
    @Test
    void whatIsRefusedIsRefusedByWhatIsStoredAndNotByWhatIsRemembered() {
        String database = "p" + NUMBER.incrementAndGet();
        Policy noneHeld = World.policy(null);
        try (Instance other = new Instance(database, noneHeld, () -> {}, new ArrayList<>());
                Instance instance = new Instance(database, noneHeld, () -> {}, new ArrayList<>())) {
            other.apply(subject(OLD, 1, List.of(OLD), 1));
            instance.take(record("r1", OLD, 1));
            other.apply(subject(OLD, 2, List.of(OLD), 1, GRANT));

            instance.take(record("r2", OLD, 2));

            Map<String, Boolean> merged = new HashMap<>();
            now(other.fragments.find(RECORDS))
                    .forEach(one -> merged.put(one.recordId(), one.has(Outcome.MERGED)));
            assertThat(merged).isEqualTo(Map.of("r1", false, "r2", true));
        }
    }

    /** Something happens before that step, and with {@code dies} the instance takes no other. */
    private static final class Case {
        private final Meanwhile what;
        private final int at;
        private final boolean dies;
        private final boolean remembers;
        private final List<ProfileChange> told = Collections.synchronizedList(new ArrayList<>());
        private final String database = "p" + NUMBER.incrementAndGet();
        private final Fragment one = record("r1", MOVING, 1);
        private final Fragment two = record("r2", OLD, 2);
        private int step;
        private boolean watching;
        private boolean happened;
        private Runnable after = () -> {};

        Case(Meanwhile what, int at, boolean dies, boolean remembers) {
            this.what = what;
            this.at = at;
            this.dies = dies;
            this.remembers = remembers;
        }

        /** False when there is no such step. */
        boolean happens() {
            try (Instance other = new Instance(database, POLICY, () -> {}, told);
                    Instance instance = new Instance(database, POLICY, () -> before(other), told)) {
                if (what != Meanwhile.ITS_FIRST_SUBJECT) {
                    other.apply(before());
                    other.apply(subject(NEW, 1, List.of(NEW), 1, GRANT));
                }
                if (remembers) {
                    instance.take(record("r4", MOVING, 8), record("r5", OLD, 9));
                }
                watching = true;
                try {
                    instance.take(one, two);
                } catch (Death death) {
                    assertThat(dies).isTrue();
                }
                watching = false;
                if (happened && dies) {
                    other.take(one, two);
                }
                after.run();
                other.sweep();
                assertWhole(other);
                assertTold(other);
                return happened;
            }
        }

        private Subject before() {
            return what == Meanwhile.A_GRANT
                    ? subject(OLD, 1, List.of(OLD, MOVING), 1)
                    : subject(OLD, 1, List.of(OLD, MOVING), 1, GRANT);
        }

        private void before(Instance other) {
            if (!watching || step++ != at) {
                return;
            }
            happened = true;
            // Not on the driver's thread, which the other needs.
            CompletableFuture.runAsync(() -> happen(other)).join();
            if (dies) {
                throw new Death();
            }
        }

        private void happen(Instance other) {
            switch (what) {
                case A_WITHDRAWAL ->
                        other.apply(
                                subject(
                                        OLD,
                                        2,
                                        List.of(OLD, MOVING),
                                        1,
                                        GRANT,
                                        World.decision("no", Kind.WITHDRAW, 5)));
                case A_GRANT -> other.apply(subject(OLD, 2, List.of(OLD, MOVING), 1, GRANT));
                case ANOTHER_RECORD -> other.take(record("r3", OLD, 3));
                case THE_SAME_RECORD -> other.take(record("r1", MOVING, 4));
                case A_WHOLE_FOLD -> now(other.folding.refold(Set.of(OLD, NEW)));
                case THE_NODE_MOVES -> {
                    other.apply(taker());
                    other.apply(left());
                }
                case THE_NODE_IS_TAKEN_AND_LEAVES_LATER -> {
                    other.apply(taker());
                    after = () -> other.apply(left());
                }
                case THE_NODE_LEAVES_FIRST -> {
                    other.apply(left());
                    other.apply(taker());
                }
                case THE_NODE_IS_BETWEEN_TWO -> {
                    now(other.subjects.putNodes(taker()));
                    after =
                            () -> {
                                other.settle(taker());
                                other.apply(left());
                            };
                }
                case ITS_FIRST_SUBJECT -> {
                    other.apply(subject(OLD, 1, List.of(OLD, MOVING), 1, GRANT));
                    other.apply(subject(NEW, 1, List.of(NEW), 1, GRANT));
                }
            }
        }

        private static Subject taker() {
            return subject(NEW, 2, List.of(NEW, MOVING), 2, GRANT);
        }

        private static Subject left() {
            return subject(OLD, 2, List.of(OLD), 1, GRANT);
        }

        /** Folded anew from what lies there, each profile and each fragment is as it is. */
        private void assertWhole(Instance any) {
            Map<String, Object> before = stored(any);
            now(any.folding.refold(any.profiles().keySet()));
            assertThat(stored(any)).as(toString()).isEqualTo(before);
        }

        private static Map<String, Object> stored(Instance any) {
            Map<String, Object> stored = new HashMap<>();
            any.profiles().forEach((id, profile) -> stored.put(id, profile.views()));
            now(any.fragments.find(RECORDS))
                    .forEach(fragment -> stored.put(fragment.recordId(), fragment.states()));
            return stored;
        }

        private void assertTold(Instance any) {
            Set<String> records = new HashSet<>();
            Map<String, Long> numbers = new HashMap<>();
            Map<String, View> views = new HashMap<>();
            for (ProfileChange change : told) {
                change.records().forEach(record -> records.add(record.recordId()));
                change.views()
                        .forEach(
                                (purpose, view) -> {
                                    String of = change.profileId() + purpose;
                                    if (change.number() >= numbers.getOrDefault(of, 0L)) {
                                        numbers.put(of, change.number());
                                        views.put(of, view);
                                    }
                                });
            }
            any.profiles()
                    .forEach(
                            (id, profile) ->
                                    profile.views()
                                            .forEach(
                                                    (purpose, view) -> {
                                                        assertThat(views.get(id + purpose))
                                                                .as(
                                                                        "told of %s for %s, %s",
                                                                        id, purpose, this)
                                                                .isEqualTo(view.view());
                                                    }));
            for (Fragment fragment : now(any.fragments.find(RECORDS))) {
                if (fragment.has(Outcome.MERGED)) {
                    assertThat(records).as("told, %s", this).contains(fragment.recordId());
                }
            }
        }

        @Override
        public String toString() {
            return what
                    + " before step "
                    + at
                    + (dies ? ", where it died" : "")
                    + (remembers ? ", remembering" : "");
        }
    }

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static Fragment record(String id, String node, long offset) {
        Instant now = Instant.now();
        return World.order(id, node, now, now, Map.of("total", offset), new Origin(0, offset));
    }

    private static Subject subject(
            String profileId,
            long version,
            List<String> nodes,
            long nodeVersion,
            Decision... decisions) {
        return new Subject(
                profileId,
                version,
                false,
                false,
                nodes.stream()
                        .map(
                                node ->
                                        new Subject.Node(
                                                node,
                                                node.equals(MOVING) ? nodeVersion : 1,
                                                World.NODE,
                                                "shop",
                                                List.of()))
                        .toList(),
                List.of(decisions),
                List.of(),
                List.of(World.told(1, World.LAST_YEAR)));
    }
}
