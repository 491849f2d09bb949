package org.purposecdp.contracts.topic;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.cluster.ClusterState;
import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.record.ConsentSignal;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.ResolvedRecord;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.NoticeGiven;
import org.purposecdp.contracts.subject.Subject;

import static org.assertj.core.api.Assertions.assertThat;

/** Every bound at once: the message is still one that everybody takes. */
class LargestMessageTest {
    private static final Instant AT = Instant.parse("2026-06-01T12:34:56.123456Z");

    /** Bytes of an event at the door, and of the identifiers that were made of it. */
    private static final int LARGEST_EVENT = 32 * 1024;

    private static final int LONGEST_IDENTIFIER = 512;

    @Test
    void aCluster() {
        List<ClusterState.Node> nodes =
                IntStream.range(0, ClusterState.MOST_NODES)
                        .mapToObj(
                                i ->
                                        new ClusterState.Node(
                                                id("node", i),
                                                9_999,
                                                id("node", i),
                                                "a-source-with-a-long-name",
                                                SourceKind.AUTHENTICATING,
                                                identifiers(i)))
                        .toList();
        Set<String> ofNobody = new HashSet<>();
        nodes.forEach(node -> ofNobody.addAll(node.identifiers()));

        assertFits(new ClusterState(id("node", 0), 99_999, false, nodes, ofNobody));
    }

    /** Each decision by another identifier, which all bear who can; of many purposes. */
    @Test
    void aSubject() {
        assertFits(
                new Subject(
                        id("node", 0),
                        99_999,
                        false,
                        true,
                        IntStream.range(0, ClusterState.MOST_NODES)
                                .mapToObj(LargestMessageTest::node)
                                .toList(),
                        IntStream.range(0, Subject.MOST_DECISIONS)
                                .mapToObj(LargestMessageTest::decision)
                                .toList(),
                        IntStream.range(0, Subject.MOST_FACTS)
                                .mapToObj(
                                        i ->
                                                new Fact(
                                                        id("fact", i),
                                                        Fact.Kind.CONTRACT,
                                                        AT,
                                                        AT,
                                                        bearers(i)))
                                .toList(),
                        IntStream.range(0, Subject.MOST_NOTICES)
                                .mapToObj(i -> new NoticeGiven("privacy-notice", i, AT, bearers(i)))
                                .toList()));
    }

    /** A decision by an identifier that everybody bears names each of them once, not each time. */
    @Test
    void aSubjectWhoseDecisionsAllHoldForAll() {
        Set<String> all = new HashSet<>();
        IntStream.range(0, ClusterState.MOST_NODES).forEach(i -> all.add(id("node", i)));
        List<Decision> decisions =
                IntStream.range(0, Subject.MOST_DECISIONS)
                        .mapToObj(i -> decision(i, all, all))
                        .toList();

        assertFits(
                new Subject(
                        id("node", 0),
                        99_999,
                        false,
                        true,
                        IntStream.range(0, ClusterState.MOST_NODES)
                                .mapToObj(LargestMessageTest::node)
                                .toList(),
                        decisions,
                        List.of(),
                        List.of()));
    }

    @Test
    void blockedOnesAreSmall() {
        assertThat(Json.bytes(Subject.blocked(id("node", 0), 99_999, true)).length).isLessThan(500);
        assertThat(Json.bytes(ClusterState.blocked(id("node", 0), 99_999)).length).isLessThan(500);
    }

    @Test
    void aView() {
        assertFits(change(view(), List.of()));
    }

    @Test
    void aPieceOfRecords() {
        ProfileChange.Folded one =
                new ProfileChange.Folded(
                        id("record", 1),
                        id("node", 1),
                        "a-source-with-a-long-name",
                        "Order Completed",
                        DataCategory.TRANSACTIONAL,
                        Map.of("total", new BigDecimal("12.90"), "items", "x".repeat(1_000)),
                        Set.of("marketing", "personalisation", "analytics", "service"),
                        AT);

        assertFits(
                new ProfileChange(
                        id("node", 0),
                        Long.MAX_VALUE,
                        99_999,
                        99_999,
                        false,
                        true,
                        Map.of(),
                        IntStream.range(0, ProfileChange.MOST_RECORDS)
                                .mapToObj(i -> one)
                                .toList()));
    }

    @Test
    void aRecord() {
        assertFits(record());
        assertFits(new ResolvedRecord(id("node", 0), record(), 99_999));
    }

    @Test
    void whatARecordSaysOfConsent() {
        Map<String, Word> words = new HashMap<>();
        IntStream.range(0, 100).forEach(i -> words.put("x".repeat(320) + i, Word.UNCLEAR));

        assertFits(
                new ConsentSignal(
                        id("record", 0),
                        id("node", 0),
                        "a-source-with-a-long-name",
                        SourceKind.PUBLIC,
                        new HashSet<>(identifiers(0)),
                        true,
                        words,
                        AT,
                        AT));
    }

    private static ReceivedRecord record() {
        return new ReceivedRecord(
                id("record", 0),
                "m".repeat(100),
                "a-source-with-a-long-name",
                SourceKind.PUBLIC,
                "track",
                Stream.generate(
                                // Four bytes a character, as most.
                                () -> new Identifier("device_id", "😀".repeat(LONGEST_IDENTIFIER)))
                        .limit(ReceivedRecord.MOST_IDENTIFIERS)
                        .toList(),
                Map.of("about", "\u0001".repeat(LARGEST_EVENT)),
                new ReceivedRecord.Event("Order Completed", Map.of()),
                Map.of("*", Word.NO),
                AT,
                true,
                AT);
    }

    private static ProfileChange change(View view, List<ProfileChange.Folded> records) {
        return new ProfileChange(
                id("node", 0),
                Long.MAX_VALUE,
                99_999,
                99_999,
                false,
                true,
                Map.of("marketing", view),
                records);
    }

    private static View view() {
        Map<String, View.Trait> traits = new LinkedHashMap<>();
        for (int i = 0; i < View.MOST_TRAITS; i++) {
            traits.put(
                    "a-trait-of-the-catalogue-" + i,
                    new View.Trait(
                            "v".repeat(View.LONGEST_VALUE - 2),
                            DataCategory.TRANSACTIONAL,
                            LegalBasis.LEGITIMATE_INTERESTS,
                            "an-activity-with-a-name",
                            "a-source-with-a-long-name",
                            id("node", i),
                            AT));
        }
        Map<String, View.EventSum> events = new LinkedHashMap<>();
        for (int i = 0; i < View.MOST_EVENTS; i++) {
            Map<String, BigDecimal> sums = new HashMap<>();
            for (int j = 0; j < View.MOST_SUMS; j++) {
                sums.put("n".repeat(View.LONGEST_NAME - 2) + j, new BigDecimal("9".repeat(100)));
            }
            events.put(
                    "an event of the catalogue " + i,
                    new View.EventSum(
                            DataCategory.TRANSACTIONAL,
                            LegalBasis.LEGITIMATE_INTERESTS,
                            "an-activity-with-a-name",
                            999_999,
                            sums,
                            AT,
                            AT));
        }
        Map<String, Long> nodes = new HashMap<>();
        for (int i = 0; i < ClusterState.MOST_NODES; i++) {
            nodes.put(id("node", i), 9_999L);
        }
        return new View(traits, events, nodes, AT.plus(Duration.ofDays(1)));
    }

    private static Subject.Node node(int i) {
        return new Subject.Node(
                id("node", i), 9_999, id("node", i), "a-source-with-name", identifiers(i));
    }

    private static Decision decision(int i) {
        return i % 2 == 0 ? decision(i, bearers(i), Set.of()) : decision(i, Set.of(), bearers(i));
    }

    /** Who bears the identifier that it was given for: as each bears 20, each is among 20 sets. */
    private static Set<String> bearers(int i) {
        Set<String> bearers = new HashSet<>();
        int each = ClusterState.MOST_NODES * ReceivedRecord.MOST_IDENTIFIERS / 2_000;
        for (int j = 0; j < each; j++) {
            bearers.add(id("node", (i * each + j) % ClusterState.MOST_NODES));
        }
        return bearers;
    }

    private static Decision decision(int i, Set<String> groups, Set<String> nodes) {
        return new Decision(
                id("record", i) + ":personalisation",
                Decision.Kind.values()[i % 6],
                "purpose-" + i % 20,
                i % 7 == 0 ? Channel.AUTOMATED_CALL : null,
                AT,
                null,
                i % 2 == 0 ? AT : null,
                "privacy-notice",
                1,
                true,
                true,
                true,
                false,
                groups,
                nodes);
    }

    private static List<String> identifiers(int node) {
        return IntStream.range(0, ReceivedRecord.MOST_IDENTIFIERS)
                .mapToObj(i -> id("identifier", node * 100 + i))
                .toList();
    }

    /** 128 bits in hexadecimal, as pseudonyms are. */
    private static String id(String of, int i) {
        return "%032x".formatted(of.hashCode() * 1_000_003L + i);
    }

    private static void assertFits(Object message) {
        assertThat(Json.bytes(message).length).isLessThanOrEqualTo(MessageSize.MOST_BYTES);
    }
}
