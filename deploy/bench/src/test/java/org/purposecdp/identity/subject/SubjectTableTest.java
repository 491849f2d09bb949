package org.purposecdp.identity.subject;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.identity.Database;
import org.purposecdp.kit.state.StateOffsets;
import org.purposecdp.kit.state.StateRecord;
import org.purposecdp.kit.state.SubjectBatch;

import static org.assertj.core.api.Assertions.assertThat;

/** The copy of the subjects, and its marks, in PostgreSQL. */
class SubjectTableTest {
    private static final StateOffsets OFFSETS = new StateOffsets(Topic.SUBJECTS, "subject");
    private static final String POLICY = "a policy";

    private static Database database;

    private final SubjectTable table = new SubjectTable();

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
        database.execute(
                "truncate subject, subject_node, state_offset, barred_node,"
                        + " refused_identifier");
    }

    @Test
    void whatASubjectBarsIsDueAndItsIdentifiersAreRefused() {
        apply(subject("p", 1, "n"), new Mark("n", "OBJECTED", true));

        assertThat(bars()).containsExactly("n OBJECTED true due");
        assertThat(database.column("select pseudonym from refused_identifier"))
                .containsExactly("id-n");
    }

    @Test
    void anOlderVersionChangesNothing() {
        apply(subject("p", 2, "n"), new Mark("n", "OBJECTED", true));

        apply(subject("p", 1, "n"), new Mark("n", null, false));

        assertThat(bars()).containsExactly("n OBJECTED true due");
    }

    @Test
    void theSameMarkIsNotDueAgain() {
        apply(subject("p", 1, "n"), new Mark("n", "RESTRICTED", false));
        database.execute("update barred_node set due = false");

        apply(subject("p", 2, "n"), new Mark("n", "RESTRICTED", false));

        assertThat(bars()).containsExactly("n RESTRICTED false");
    }

    @Test
    void whoIsFreeAgainIsDueUntilThatIsCut() {
        apply(subject("p", 1, "n"), new Mark("n", "OBJECTED", true));
        database.execute("update barred_node set due = false");

        apply(subject("p", 2, "n"), new Mark("n", null, false));

        assertThat(bars()).containsExactly("n null false due");
        assertThat(database.column("select pseudonym from refused_identifier")).isEmpty();
    }

    @Test
    void aVersionIsAcknowledgedAtOnceUnlessItBarsOrFreesSomebody() {
        apply(subject("p", 1, "n"), new Mark("n", null, false));
        assertThat(database.column(Acknowledgements.DUE)).containsExactly("p");

        apply(subject("p", 2, "n"), new Mark("n", "OBJECTED", true));
        assertThat(database.column(Acknowledgements.DUE)).isEmpty();

        database.execute("update barred_node set due = false");
        assertThat(database.column(Acknowledgements.DUE)).containsExactly("p");
    }

    /** Of two that name it the higher node version holds. */
    @Test
    void aSubjectThatHoldsANodeNoMoreMarksItNoMore() {
        Subject holder =
                new Subject(
                        "q",
                        1,
                        false,
                        false,
                        List.of(new Subject.Node("n", 7, "n", "shop", List.of("id-n"))),
                        null,
                        null,
                        null);
        apply(holder, new Mark("n", "OBJECTED", true));

        apply(subject("p", 9, "n"), new Mark("n", null, false));

        assertThat(bars()).containsExactly("n OBJECTED true due");
    }

    @Test
    void ofASubjectThatCannotBeReadNobodyIsMatched() {
        apply(subject("p", 1, "n"), new Mark("n", null, false));

        block("p", 2);

        assertThat(bars()).containsExactly("n BLOCKED false due");
        apply(subject("p", 2, "n"), new Mark("n", null, false));
        assertThat(bars()).containsExactly("n null false due");
        assertThat(blocked()).isEmpty();
    }

    /** In a rolling upgrade an older instance may come to a message after a newer one read it. */
    @Test
    void whatAnotherInstanceHasReadFromThereOnIsNotBlocked() {
        apply(subject("p", 2, "n"), new Mark("n", null, false));

        block("p", 2);
        block("p", 1);

        assertThat(blocked()).isEmpty();
        assertThat(bars()).isEmpty();
    }

    /** The older instance could not read the fourth, the one that lags comes to the third. */
    @Test
    void whatIsOlderThanWhatBlocksFreesNobody() {
        apply(subject("p", 1, "n"), new Mark("n", null, false));
        block("p", 4);

        apply(subject("p", 3, "n"), new Mark("n", null, false));

        assertThat(blocked()).containsExactly("p");
        assertThat(bars()).containsExactly("n BLOCKED false due");
    }

    @Test
    void anInstanceBeginsWhereAProfileIsBlockedAndSetsNoOffsetBack() {
        apply(subject("p", 1, "n"), new Mark("n", null, false));
        apply(subject("q", 9, "m"), new Mark("m", null, false));
        block("p", 4);
        block("new", 6);

        assertThat(offsets()).isEqualTo(Map.of(0, 4L));
        apply(subject("p", 4, "n"), new Mark("n", null, false));
        assertThat(offsets()).isEqualTo(Map.of(0, 6L));
        apply(subject("new", 6, "o"), new Mark("o", null, false));
        assertThat(offsets()).as("what was applied before").isEqualTo(Map.of(0, 10L));
    }

    private void block(String profileId, long offset) {
        database.await(
                database.pool()
                        .withTransaction(
                                tx ->
                                        table.block(
                                                tx,
                                                List.of(
                                                        new StateRecord(
                                                                profileId,
                                                                new byte[0],
                                                                0,
                                                                offset)))));
    }

    private Map<Integer, Long> offsets() {
        return database.await(OFFSETS.read(database.pool()));
    }

    private List<String> blocked() {
        return database.column("select profile_id from subject where blocked order by 1");
    }

    /** It names nobody; whoever it held matches nobody, and what was refused stays refused. */
    @Test
    void whoABlockedSubjectHeldMatchesNobodyUntilItFitsAgain() {
        apply(subject("p", 1, "n"), new Mark("n", "OBJECTED", true));
        apply(subject("q", 1, "m"), new Mark("m", null, false));
        database.execute("update barred_node set due = false");

        database.await(
                database.pool().withTransaction(tx -> table.barAll(tx, List.of("p", "q"), POLICY)));

        assertThat(bars()).containsExactly("m BLOCKED false due", "n BLOCKED true due");
        assertThat(database.column("select pseudonym from refused_identifier"))
                .containsExactly("id-n");
        assertThat(toMark(POLICY)).isEmpty();
        database.execute("update barred_node set due = false");
        database.await(
                database.pool()
                        .withTransaction(tx -> table.barAll(tx, List.of("p", "q"), "another")));
        assertThat(bars()).containsExactly("m BLOCKED false", "n BLOCKED true");
        apply(subject("q", 2, "m"), new Mark("m", null, false));
        assertThat(bars()).containsExactly("m null false due", "n BLOCKED true");
    }

    @Test
    void whatAnotherPolicyOrTimeMayTurnIsMarkedAnew() {
        apply(subject("p", 1, "n"), new Mark("n", null, false));

        assertThat(toMark(POLICY)).isEmpty();
        assertThat(toMark("another")).extracting(Subject::profileId).containsExactly("p");
        database.execute("update subject set turns_at = now()");
        assertThat(toMark(POLICY)).extracting(Subject::profileId).containsExactly("p");
    }

    @Test
    void whatStaysSuspendedIsErasedUnlessItIsRestricted() {
        apply(subject("p", 1, "n"), new Mark("n", "NO_TERMINAL_CONSENT", false));
        apply(subject("q", 1, "m"), new Mark("m", "RESTRICTED", false));
        database.execute("update barred_node set due = false");

        database.await(table.eraseSuspended(database.pool(), OffsetDateTime.now().minusDays(30)));
        assertThat(bars()).containsExactly("m RESTRICTED false", "n NO_TERMINAL_CONSENT false");
        database.await(table.eraseSuspended(database.pool(), OffsetDateTime.now().plusSeconds(1)));

        assertThat(bars()).containsExactly("m RESTRICTED false", "n NO_TERMINAL_CONSENT true due");
    }

    private List<Subject> toMark(String policy) {
        return database.await(database.pool().withTransaction(tx -> table.toMark(tx, policy, 10)));
    }

    private void apply(Subject subject, Mark mark) {
        long offset = subject.version();
        SubjectBatch newest =
                SubjectBatch.of(
                        List.of(
                                new StateRecord(
                                        subject.profileId(), Json.bytes(subject), 0, offset)));
        TreeMap<String, Mark> refused = new TreeMap<>();
        if (mark.bar() != null) {
            refused.put("id-" + mark.nodeId(), mark);
        }
        Marks marks = new Marks(List.of(mark), refused, (Instant) null);
        database.await(
                database.pool()
                        .withTransaction(
                                tx ->
                                        table.nodes(tx, newest.nodes())
                                                .chain(() -> table.subjects(tx, newest))
                                                .chain(
                                                        newer ->
                                                                newer.isEmpty()
                                                                        ? Uni.createFrom()
                                                                                .voidItem()
                                                                        : table.mark(
                                                                                tx,
                                                                                Map.of(
                                                                                        subject
                                                                                                .profileId(),
                                                                                        marks),
                                                                                POLICY))
                                                .chain(
                                                        () ->
                                                                OFFSETS.write(
                                                                        tx,
                                                                        Map.of(0, offset + 1)))));
    }

    private static Subject subject(String profileId, long version, String nodeId) {
        return new Subject(
                profileId,
                version,
                false,
                true,
                List.of(new Subject.Node(nodeId, 1, nodeId, "shop", List.of("id-" + nodeId))),
                null,
                null,
                null);
    }

    private static List<String> bars() {
        return database.column(
                """
                select concat_ws(' ', node_id, coalesce(bar, 'null'), erases::text,
                                 case when due then 'due' end)
                from barred_node order by node_id
                """);
    }
}
