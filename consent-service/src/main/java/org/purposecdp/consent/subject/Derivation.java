package org.purposecdp.consent.subject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.purposecdp.consent.word.Speaker;
import org.purposecdp.consent.word.Words;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.NoticeGiven;
import org.purposecdp.contracts.subject.Subject;

/**
 * Derives a Subject from its nodes and what is on file. A "no" is kept whatever link it came by; a
 * "yes", a fact or a notice only with the verified groups that it was given in.
 */
final class Derivation {
    private static final Comparator<Decision> OLDEST_FIRST =
            Comparator.comparing(Decision::at).thenComparing(Decision::id);

    /** Of many facts these are kept: a birth date may deny, and what lasts says most. */
    private static final Comparator<Fact> KEPT_FIRST =
            Comparator.comparing((Fact fact) -> fact.kind() != Fact.Kind.BIRTH_DATE)
                    .thenComparing(
                            Fact::to, Comparator.nullsFirst(Comparator.<Instant>reverseOrder()))
                    .thenComparing(Fact::from, Comparator.reverseOrder())
                    .thenComparing(Fact::id);

    private final List<HeldNode> nodes;
    private final Set<String> ofNobody;

    private Derivation(List<HeldNode> nodes, Set<String> ofNobody) {
        this.ofNobody = ofNobody;
        this.nodes = nodes.stream().sorted(Comparator.comparing(HeldNode::nodeId)).toList();
    }

    /**
     * @param onFile may be about more people than this one
     */
    static Subject derive(
            String profileId,
            long version,
            boolean ack,
            List<HeldNode> nodes,
            OnFile onFile,
            Policy policy) {
        Derivation derivation = new Derivation(nodes, onFile.ofNobody());
        return new Subject(
                profileId,
                version,
                nodes.isEmpty(),
                ack,
                derivation.subjectNodes(),
                derivation.decisions(onFile, policy),
                derivation.facts(onFile.facts()),
                derivation.notices(onFile.notices()));
    }

    private List<Subject.Node> subjectNodes() {
        return nodes.stream()
                .map(
                        node ->
                                new Subject.Node(
                                        node.nodeId(),
                                        node.version(),
                                        node.group(),
                                        node.source(),
                                        node.identifiers().stream().sorted().toList()))
                .toList();
    }

    /** Past the bound the oldest "yes" goes, never a "no". */
    private List<Decision> decisions(OnFile onFile, Policy policy) {
        List<Decision> all =
                Stream.concat(
                                once(onFile.decisions()).flatMap(this::ofThisPerson),
                                Words.decisions(onFile.statements(), speakers(), policy).stream())
                        .sorted(OLDEST_FIRST)
                        .toList();
        int over = all.size() - Subject.MOST_DECISIONS;
        List<Decision> kept = new ArrayList<>();
        for (Decision decision : all) {
            if (over > 0 && isYes(decision.kind())) {
                over--;
            } else {
                kept.add(decision);
            }
        }
        return kept;
    }

    /** Said twice at one moment it is one decision. */
    private static Stream<StoredDecision> once(Collection<StoredDecision> stored) {
        return stored.stream()
                .collect(
                        Collectors.toMap(
                                StoredDecision::matter,
                                Function.identity(),
                                BinaryOperator.minBy(Comparator.comparing(StoredDecision::id))))
                .values()
                .stream();
    }

    private List<Speaker> speakers() {
        Map<String, Long> inGroup =
                nodes.stream()
                        .collect(Collectors.groupingBy(HeldNode::group, Collectors.counting()));
        return nodes.stream()
                .map(
                        node ->
                                new Speaker(
                                        node.nodeId(),
                                        node.group(),
                                        node.sourceKind(),
                                        inGroup.get(node.group()) == 1))
                .toList();
    }

    private Stream<Decision> ofThisPerson(StoredDecision stored) {
        List<HeldNode> bearers =
                nodes.stream()
                        .filter(node -> node.identifiers().contains(stored.pseudonym()))
                        .toList();
        Set<String> groups = provenGroups(stored.pseudonym());
        boolean nobodys =
                bearers.isEmpty()
                        || groups.isEmpty() && stored.kind() == Kind.GRANT
                        || ofNobody.contains(stored.pseudonym()) && isYes(stored.kind());
        return nobodys
                ? Stream.empty()
                : Stream.of(decision(stored, groups, unproven(bearers, stored)));
    }

    /** A restriction and an objection hold for whoever bears the identifier, proven or not. */
    private Set<String> unproven(List<HeldNode> bearers, StoredDecision stored) {
        return switch (stored.kind()) {
            case OBJECT, RESTRICT, UNRESTRICT ->
                    bearers.stream()
                            .filter(node -> !proves(node, stored.pseudonym()))
                            .map(HeldNode::nodeId)
                            .collect(Collectors.toSet());
            default -> Set.of();
        };
    }

    private static boolean isYes(Kind kind) {
        return kind == Kind.GRANT || kind == Kind.UNRESTRICT;
    }

    /**
     * Groups of the nodes that bear the identifier by a server's or authenticating source's word.
     * By one that stands for nobody nobody is proven, so that a "no" by it suspends what others
     * bear, and yields to what each of them says.
     */
    private Set<String> provenGroups(String pseudonym) {
        return nodes.stream()
                .filter(node -> proves(node, pseudonym))
                .filter(node -> node.identifiers().contains(pseudonym))
                .map(HeldNode::group)
                .collect(Collectors.toSet());
    }

    private boolean proves(HeldNode node, String pseudonym) {
        return node.sourceKind().proven() && !ofNobody.contains(pseudonym);
    }

    private Decision decision(StoredDecision stored, Set<String> groups, Set<String> unproven) {
        return new Decision(
                stored.id(),
                stored.kind(),
                stored.purpose(),
                stored.channel(),
                stored.at(),
                null,
                null,
                stored.notice(),
                stored.noticeVersion(),
                stored.proven() && !ofNobody.contains(stored.pseudonym()),
                true,
                true,
                stored.justThis(),
                groups,
                unproven);
    }

    private List<Fact> facts(Collection<StoredFact> stored) {
        List<StoredFact> ours =
                latest(
                        stored.stream().filter(fact -> !provenGroups(fact.pseudonym()).isEmpty()),
                        fact -> List.of(fact.kind(), fact.reference(), fact.pseudonym()),
                        BinaryOperator.maxBy(Comparator.comparing(StoredFact::sequence)),
                        Comparator.comparing(StoredFact::sequence));
        List<Fact> facts =
                ours.stream()
                        .map(
                                fact ->
                                        new Fact(
                                                fact.id(),
                                                fact.kind(),
                                                fact.from(),
                                                end(fact, ours),
                                                provenGroups(fact.pseudonym())))
                        .toList();
        return first(facts, KEPT_FIRST, Subject.MOST_FACTS);
    }

    /** So many of them, in the order they are in. */
    private static <T> List<T> first(List<T> all, Comparator<T> order, int most) {
        if (all.size() <= most) {
            return all;
        }
        Set<T> kept = new HashSet<>(all.stream().sorted(order).limit(most).toList());
        return all.stream().filter(kept::contains).toList();
    }

    /** An end that was told later holds, by whichever identifier it was told. */
    private static Instant end(StoredFact fact, List<StoredFact> all) {
        return all.stream()
                .filter(other -> other.kind() == fact.kind())
                .filter(other -> other.reference().equals(fact.reference()))
                .filter(other -> other.sequence() >= fact.sequence())
                .map(StoredFact::to)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private List<NoticeGiven> notices(Collection<StoredNotice> stored) {
        Comparator<NoticeGiven> order =
                Comparator.comparing(NoticeGiven::notice)
                        .thenComparing(NoticeGiven::version)
                        .thenComparing(NoticeGiven::at);
        // The first time a version was given is the one that counts.
        List<NoticeGiven> given =
                latest(
                        stored.stream()
                                .map(
                                        one ->
                                                new NoticeGiven(
                                                        one.notice(),
                                                        one.version(),
                                                        one.at(),
                                                        provenGroups(one.pseudonym())))
                                .filter(one -> !one.groups().isEmpty()),
                        one -> List.of(one.notice(), one.version(), new HashSet<>(one.groups())),
                        BinaryOperator.minBy(Comparator.comparing(NoticeGiven::at)),
                        order);
        return first(
                given,
                Comparator.comparing(NoticeGiven::at).reversed().thenComparing(order),
                Subject.MOST_NOTICES);
    }

    private static <T> List<T> latest(
            Stream<T> all,
            Function<T, Object> matter,
            BinaryOperator<T> which,
            Comparator<T> order) {
        return all
                .collect(Collectors.toMap(matter, Function.identity(), which, LinkedHashMap::new))
                .values()
                .stream()
                .sorted(order)
                .toList();
    }
}
