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
import org.purposecdp.identity.Database;
import org.purposecdp.kit.state.StateRecord;

import static org.assertj.core.api.Assertions.assertThat;

/** The copy of the subjects, and its marks, in PostgreSQL. */
class SubjectTableTest {
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

        database.await(database.pool().withTransaction(tx -> table.block(tx, List.of("p"))));

        assertThat(bars()).containsExactly("n BLOCKED false due");
        apply(subject("p", 2, "n"), new Mark("n", null, false));
        assertThat(bars()).containsExactly("n null false due");
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
        Newest newest =
                Newest.of(List.of(new StateRecord(subject.profileId(), Json.bytes(subject), 0, 1)));
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
                                                .chain(
                                                        () ->
                                                                table.subjects(
                                                                        tx,
                                                                        newest.subjects().values(),
                                                                        newest.acks()))
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
                                                                table.offsets(
                                                                        tx,
                                                                        "subjects",
                                                                        Map.of(0, 2L)))));
        assertThat(database.await(table.offsets(database.pool(), "subjects")))
                .isEqualTo(Map.of(0, 2L));
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
