package org.purposecdp.consent.subject;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.subject.Channel;
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

    private final List<HeldNode> nodes;
    private final Map<String, HeldNode> byId;

    private Derivation(List<HeldNode> nodes) {
        this.nodes = nodes.stream().sorted(Comparator.comparing(HeldNode::nodeId)).toList();
        this.byId = nodes.stream().collect(Collectors.toMap(HeldNode::nodeId, Function.identity()));
    }

    /** What makes two decisions say the same thing at two times, so that only the later counts. */
    private record Matter(
            String kindClass,
            String purpose,
            Channel channel,
            Set<String> groups,
            boolean proven,
            String notice) {

        static Matter of(Decision decision) {
            return new Matter(
                    kindClass(decision.kind()),
                    decision.purpose(),
                    decision.channel(),
                    decision.groups(),
                    decision.proven(),
                    decision.kind() == Kind.GRANT ? decision.notice() : null);
        }

        private static String kindClass(Kind kind) {
            return switch (kind) {
                case GRANT -> "grant";
                case REFUSE, WITHDRAW -> "refusal";
                case OBJECT -> "objection";
                case RESTRICT -> "restriction";
                case UNRESTRICT -> "end of restriction";
            };
        }
    }

    /**
     * @param onFile may be about more people than this one
     */
    static Subject derive(
            String profileId, long version, boolean ack, List<HeldNode> nodes, OnFile onFile) {
        Derivation derivation = new Derivation(nodes);
        return new Subject(
                profileId,
                version,
                nodes.isEmpty(),
                ack,
                derivation.subjectNodes(),
                derivation.decisions(onFile.decisions()),
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
                                        node.identifiers().stream().sorted().toList()))
                .toList();
    }

    private List<Decision> decisions(Collection<StoredDecision> stored) {
        return latest(
                stored.stream().flatMap(decision -> ofThisPerson(decision).stream()),
                Matter::of,
                BinaryOperator.maxBy(OLDEST_FIRST),
                OLDEST_FIRST);
    }

    private Optional<Decision> ofThisPerson(StoredDecision stored) {
        return stored.nodeId() != null ? byNode(stored) : byIdentifier(stored);
    }

    private Optional<Decision> byNode(StoredDecision stored) {
        HeldNode node = byId.get(stored.nodeId());
        if (node == null) {
            return Optional.empty();
        }
        // A public key's word never speaks for others, should its node ever share a group.
        boolean speaksForOthers =
                node.sourceKind() == SourceKind.PUBLIC
                        && nodes.stream()
                                .anyMatch(
                                        other ->
                                                other != node
                                                        && other.group().equals(node.group()));
        if (speaksForOthers && isYes(stored.kind())) {
            return Optional.empty();
        }
        return Optional.of(
                decision(
                        stored,
                        stored.proven() || node.sourceKind().proven(),
                        Set.of(node.group())));
    }

    private Optional<Decision> byIdentifier(StoredDecision stored) {
        if (nodes.stream().noneMatch(node -> node.identifiers().contains(stored.pseudonym()))) {
            return Optional.empty();
        }
        Set<String> groups = provenGroups(stored.pseudonym());
        return groups.isEmpty() && isYes(stored.kind())
                ? Optional.empty()
                : Optional.of(decision(stored, stored.proven(), groups));
    }

    private static boolean isYes(Kind kind) {
        return kind == Kind.GRANT || kind == Kind.UNRESTRICT;
    }

    /**
     * Groups of the nodes that bear the identifier by a server's or authenticating source's word.
     */
    private Set<String> provenGroups(String pseudonym) {
        return nodes.stream()
                .filter(node -> node.sourceKind().proven())
                .filter(node -> node.identifiers().contains(pseudonym))
                .map(HeldNode::group)
                .collect(Collectors.toSet());
    }

    private static Decision decision(StoredDecision stored, boolean proven, Set<String> groups) {
        return new Decision(
                stored.id(),
                stored.kind(),
                stored.purpose(),
                stored.channel(),
                stored.at(),
                stored.notice(),
                stored.noticeVersion(),
                proven,
                groups);
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
