package org.purposecdp.consent.subject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.NoticeGiven;
import org.purposecdp.contracts.subject.Subject;

import static org.assertj.core.api.Assertions.assertThat;

/** However much is said of somebody, what says "no" stays. */
class BoundedSubjectPropertyTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Policy POLICY = new Policy(1, MONDAY, null, null, null, null, null, null);
    private static final List<HeldNode> NODES =
            List.of(new HeldNode("n1", 1, "n1", "shop", SourceKind.SERVER, List.of("email")));

    @Property(tries = 30)
    void pastTheBoundTheOldestYesGoesAndNeverANo(
            @ForAll Random random,
            @ForAll @IntRange(max = 4_000) int yes,
            @ForAll @IntRange(max = 3_000) int no) {
        List<StoredDecision> file = new ArrayList<>();
        for (int i = 0; i < yes; i++) {
            file.add(
                    decision(
                            "yes" + i,
                            random.nextBoolean() ? Kind.GRANT : Kind.UNRESTRICT,
                            random));
        }
        Kind[] noes = {Kind.REFUSE, Kind.WITHDRAW, Kind.OBJECT, Kind.RESTRICT};
        for (int i = 0; i < no; i++) {
            file.add(decision("no" + i, noes[random.nextInt(noes.length)], random));
        }
        Collections.shuffle(file, random);

        List<Decision> kept = derive(file, List.of(), List.of()).decisions();

        assertThat(kept.stream().filter(one -> one.id().startsWith("no"))).hasSize(no);
        int left = Math.max(0, Math.min(yes, Subject.MOST_DECISIONS - no));
        List<String> newest =
                file.stream()
                        .filter(one -> one.id().startsWith("yes"))
                        .sorted(
                                java.util.Comparator.comparing(StoredDecision::at)
                                        .thenComparing(StoredDecision::id))
                        .skip(yes - left)
                        .map(StoredDecision::id)
                        .toList();
        assertThat(kept.stream().map(Decision::id).filter(id -> id.startsWith("yes")))
                .containsExactlyElementsOf(newest);
    }

    @Example
    void ofFactsTheYoungestBirthDateStaysAndWhatLasts() {
        List<StoredFact> facts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            facts.add(fact(i, Fact.Kind.CONTRACT, MONDAY.plusSeconds(i), MONDAY.plusSeconds(i)));
        }
        facts.add(fact(2_000, Fact.Kind.BIRTH_DATE, Instant.EPOCH, null));
        facts.add(fact(2_001, Fact.Kind.CONTRACT, Instant.EPOCH, null));

        List<Fact> kept = derive(List.of(), facts, List.of()).facts();

        assertThat(kept)
                .hasSize(Subject.MOST_FACTS)
                .extracting(Fact::id)
                .contains("f2000", "f2001");
        assertThat(kept.stream().filter(fact -> fact.to() != null))
                .allMatch(fact -> !fact.to().isBefore(MONDAY.plusSeconds(802)));
    }

    @Example
    void ofNoticesTheNewestStay() {
        List<StoredNotice> notices = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            notices.add(new StoredNotice("privacy", i, MONDAY.plusSeconds(i), "email"));
        }

        assertThat(derive(List.of(), List.of(), notices).notices())
                .hasSize(Subject.MOST_NOTICES)
                .extracting(NoticeGiven::version)
                .contains(800, 999)
                .doesNotContain(799);
    }

    private static Subject derive(
            List<StoredDecision> decisions, List<StoredFact> facts, List<StoredNotice> notices) {
        return Derivation.derive(
                "p",
                1,
                false,
                NODES,
                new OnFile(decisions, List.of(), facts, notices, Set.of()),
                POLICY);
    }

    private static StoredDecision decision(String id, Kind kind, Random random) {
        Instant at = MONDAY.plusMillis(random.nextInt(Integer.MAX_VALUE));
        return new StoredDecision(
                id, kind, "marketing", null, at, at, null, 0, true, false, "email", "desk");
    }

    private static StoredFact fact(long sequence, Fact.Kind kind, Instant from, Instant to) {
        return new StoredFact(
                sequence, "f" + sequence, kind, "order" + sequence, from, to, "email");
    }
}
