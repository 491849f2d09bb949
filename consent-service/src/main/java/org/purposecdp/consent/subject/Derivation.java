package org.purposecdp.consent.subject;

import java.time.Instant;
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

    private static final int MOST_DECISIONS = 2_000;

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
        long over = Math.max(0, all.size() - MOST_DECISIONS);
        Set<String> gone =
                all.stream()
                        .filter(decision -> isYes(decision.kind()))
                        .limit(over)
                        .map(Decision::id)
                        .collect(Collectors.toSet());
        return all.stream().filter(decision -> !gone.contains(decision.id())).toList();
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
        return ours.stream()
                .map(
                        fact ->
                                new Fact(
                                        fact.id(),
                                        fact.kind(),
                                        fact.from(),
                                        end(fact, ours),
                                        provenGroups(fact.pseudonym())))
                .toList();
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
        return latest(
                stored.stream()
                        .map(
                                given ->
                                        new NoticeGiven(
                                                given.notice(),
                                                given.version(),
                                                given.at(),
                                                provenGroups(given.pseudonym())))
                        .filter(given -> !given.groups().isEmpty()),
                given -> List.of(given.notice(), given.version(), new HashSet<>(given.groups())),
                BinaryOperator.minBy(Comparator.comparing(NoticeGiven::at)),
                order);
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
