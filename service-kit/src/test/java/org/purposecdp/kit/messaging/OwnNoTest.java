package org.purposecdp.kit.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Subject;

import static org.assertj.core.api.Assertions.assertThat;

class OwnNoTest {
    private static final Instant EARLY = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant LATE = Instant.parse("2026-02-01T12:00:00Z");

    @Test
    void theLastNoOfANodesOwnGroupCounts() {
        Subject subject =
                subject(
                        said(Kind.OBJECT, LATE, true, true, "g"),
                        said(Kind.WITHDRAW, EARLY, true, true, "g"));

        assertThat(until(subject)).containsOnly(java.util.Map.entry("n", LATE));
    }

    @Test
    void aStateAWordNotUnderstoodAYesAndARestrictionEraseNothing() {
        Subject subject =
                subject(
                        said(Kind.REFUSE, LATE, false, true, "g"),
                        said(Kind.REFUSE, LATE, true, false, "g"),
                        said(Kind.GRANT, LATE, true, true, "g"),
                        said(Kind.RESTRICT, LATE, true, true, "g"));

        assertThat(until(subject)).isEmpty();
    }

    @Test
    void ofANodeInTwoSubjectsTheLaterCounts() {
        Subject one = subject(said(Kind.OBJECT, LATE, true, true, "g"));
        Subject other = subject(said(Kind.OBJECT, EARLY, true, true, "g"));

        assertThat(OwnNo.until(List.of(one, other), (s, node) -> Set.of(node.nodeId())))
                .containsEntry("n", LATE);
    }

    private static java.util.Map<String, Instant> until(Subject subject) {
        return OwnNo.until(List.of(subject), (s, node) -> Set.of(node.nodeId()));
    }

    private static Subject subject(Decision... decisions) {
        return new Subject(
                "p",
                1,
                false,
                false,
                List.of(
                        new Subject.Node("n", 1, "g", "shop", List.of()),
                        new Subject.Node("stranger", 1, "h", "web", List.of())),
                List.of(decisions),
                null,
                null);
    }

    private static Decision said(
            Kind kind, Instant at, boolean act, boolean understood, String group) {
        return new Decision(
                kind + "-" + at,
                kind,
                Decision.ANY,
                null,
                at,
                null,
                null,
                null,
                0,
                true,
                act,
                understood,
                false,
                Set.of(group),
                Set.of());
    }
}
