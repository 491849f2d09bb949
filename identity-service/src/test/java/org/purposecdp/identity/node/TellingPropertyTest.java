package org.purposecdp.identity.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import org.purposecdp.contracts.record.ConsentSignal;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;

import static org.assertj.core.api.Assertions.assertThat;

/** Records of two nodes of one device, in any order of their times. */
class TellingPropertyTest {
    /** Minutes: of a "yes" one repeat a minute is remembered. */
    private static final int LAST = 12;

    private record Spoken(String node, boolean act, Word word, int second) {
        ConsentSignal signal(int number) {
            Instant at = Instant.ofEpochSecond(60L * second);
            return new ConsentSignal(
                    "r" + number,
                    node,
                    "web",
                    SourceKind.PUBLIC,
                    Set.of("phone"),
                    act,
                    Map.of("ads", word),
                    at,
                    Instant.ofEpochSecond(60L * (LAST + number)));
        }
    }

    /**
     * Whoever reads only what is told knows the latest word of each node and of the device, but
     * that a "no" which came late may still count where the device had said yes after it.
     */
    @Property(tries = 10000)
    void theLatestWordIsKnown(@ForAll("records") List<Spoken> records) {
        List<ConsentSignal> said = signals(records);
        List<ConsentSignal> told = told(said);

        requireLatestKnown(said, told, any -> true);
        requireLatestKnown(said, told, signal -> signal.nodeId().equals("node0"));
        requireLatestKnown(said, told, signal -> signal.nodeId().equals("node1"));
    }

    private static void requireLatestKnown(
            List<ConsentSignal> said, List<ConsentSignal> told, Predicate<ConsentSignal> of) {
        Word truth = latest(said, of);
        if (truth != Word.YES) {
            assertThat(latest(told, of)).isEqualTo(truth);
        }
    }

    /**
     * A "no" that the device has said since is none of an earlier run, whichever was heard first:
     * else what was granted between would outweigh it.
     */
    @Property(tries = 10000)
    void aNoIsNeverTakenForOneSaidEarlier(@ForAll("records") List<Spoken> records) {
        List<ConsentSignal> said = signals(records);
        Instant since = lastNoSince(said);

        if (since != null) {
            assertThat(lastNoSince(told(said))).isAfterOrEqualTo(since);
        }
    }

    /** When the last run of what is no "yes" began; null where the last word is "yes". */
    private static Instant lastNoSince(List<ConsentSignal> signals) {
        Instant since = null;
        List<ConsentSignal> inTime =
                signals.stream()
                        .sorted(
                                Comparator.comparing(ConsentSignal::at)
                                        .thenComparing(signal -> !isYes(signal)))
                        .toList();
        for (ConsentSignal signal : inTime) {
            since = isYes(signal) ? null : since == null ? signal.at() : since;
        }
        return since;
    }

    /** A late "no" counts until the device speaks again, and no longer. */
    @Property(tries = 10000)
    void whatEndsANoIsTold(@ForAll("records") List<Spoken> records) {
        List<ConsentSignal> said = signals(records);

        if (said.stream().noneMatch(no -> stands(no, said))) {
            List<ConsentSignal> told = told(said);
            assertThat(told).noneMatch(no -> stands(no, told));
        }
    }

    private static boolean stands(ConsentSignal no, List<ConsentSignal> said) {
        return !isYes(no)
                && said.stream()
                        .noneMatch(
                                yes ->
                                        isYes(yes)
                                                && yes.at().isAfter(no.at())
                                                && !yes.heardAt().isBefore(no.heardAt()));
    }

    private static boolean isYes(ConsentSignal signal) {
        return signal.words().containsValue(Word.YES);
    }

    /** In their order nothing is missed, and nothing is told twice. */
    @Property(tries = 3000)
    void inOrderJustTheFirstOfEachRunIsTold(@ForAll("records") List<Spoken> records) {
        List<Spoken> ordered =
                records.stream()
                        .filter(spoken -> spoken.node().equals("node0") && !spoken.act())
                        .sorted(Comparator.comparing(Spoken::second))
                        .toList();
        List<Spoken> distinct = new ArrayList<>();
        Set<Integer> seconds = new HashSet<>();
        ordered.stream().filter(spoken -> seconds.add(spoken.second())).forEach(distinct::add);
        List<ConsentSignal> said = signals(distinct);
        List<ConsentSignal> firsts = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            if (i == 0 || !said.get(i).words().equals(said.get(i - 1).words())) {
                firsts.add(said.get(i));
            }
        }

        assertThat(told(said)).isEqualTo(firsts);
    }

    @Property(tries = 2000)
    void everyActAndEveryFirstNoIsTold(@ForAll("records") List<Spoken> records) {
        List<ConsentSignal> said = signals(records);
        List<ConsentSignal> told = told(said);

        assertThat(told).containsAll(said.stream().filter(ConsentSignal::act).toList());
        for (String node : List.of("node0", "node1")) {
            said.stream()
                    .filter(signal -> signal.nodeId().equals(node))
                    .filter(signal -> signal.words().containsValue(Word.NO))
                    .map(ConsentSignal::at)
                    .min(Comparator.naturalOrder())
                    .ifPresent(
                            first ->
                                    assertThat(told)
                                            .anyMatch(
                                                    signal ->
                                                            signal.nodeId().equals(node)
                                                                    && signal.words()
                                                                            .containsValue(Word.NO)
                                                                    && signal.at().equals(first)));
        }
    }

    /** Nothing is told that was not said, and a redelivery tells no other than what it is. */
    @Property(tries = 1000)
    void whatIsToldWasSaid(@ForAll("records") List<Spoken> records) {
        List<ConsentSignal> said = signals(records);
        List<ConsentSignal> twice = new ArrayList<>(said);
        twice.addAll(said);

        assertThat(new HashSet<>(said)).containsAll(told(twice));
    }

    /** Of what was said at one time the strictest. */
    private static Word latest(List<ConsentSignal> signals, Predicate<ConsentSignal> of) {
        Word latest = Word.YES;
        Instant last = Instant.MIN;
        for (ConsentSignal signal : signals) {
            if (of.test(signal) && !signal.at().isBefore(last)) {
                Word word = signal.words().get("ads");
                latest = signal.at().isAfter(last) ? word : latest.and(word);
                last = signal.at();
            }
        }
        return latest;
    }

    private static List<ConsentSignal> signals(List<Spoken> records) {
        List<ConsentSignal> said = new ArrayList<>();
        records.forEach(spoken -> said.add(spoken.signal(said.size())));
        return said;
    }

    /** Cut into polls, so that what is stored counts and nothing else. */
    private static List<ConsentSignal> told(List<ConsentSignal> said) {
        Map<String, Heard> stored = new HashMap<>();
        List<ConsentSignal> told = new ArrayList<>();
        for (int from = 0; from < said.size(); from += 3) {
            Telling telling = new Telling(stored);
            said.subList(from, Math.min(said.size(), from + 3))
                    .forEach(signal -> told.addAll(telling.hear(signal)));
            stored.putAll(telling.changed());
        }
        return told;
    }

    @Provide
    Arbitrary<List<Spoken>> records() {
        return Combinators.combine(
                        Arbitraries.of("node0", "node1"),
                        Arbitraries.frequency(Tuple.of(5, false), Tuple.of(1, true)),
                        Arbitraries.of(Word.class),
                        Arbitraries.integers().between(0, LAST))
                .as(Spoken::new)
                .list()
                .ofMaxSize(14);
    }
}
