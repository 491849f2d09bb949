package org.purposecdp.contracts.subject;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.util.StdConverter;

import org.purposecdp.contracts.json.Numbered;

/**
 * A Subject as it is written: what would be there many times is listed once, and referred to by its
 * place in the list.
 *
 * @param ids of nodes and groups
 * @param sets of places in {@code ids}: the groups or nodes that something holds for
 * @param terms what decisions have in common
 */
public record SubjectForm(
        String profileId,
        long version,
        boolean ended,
        boolean ack,
        boolean blocked,
        List<String> ids,
        List<List<Integer>> sets,
        List<Node> nodes,
        List<Terms> terms,
        List<Said> decisions,
        List<Dated> facts,
        List<Given> notices) {

    public SubjectForm {
        ids = ids == null ? List.of() : ids;
        sets = sets == null ? List.of() : sets;
        nodes = nodes == null ? List.of() : nodes;
        terms = terms == null ? List.of() : terms;
        decisions = decisions == null ? List.of() : decisions;
        facts = facts == null ? List.of() : facts;
        notices = notices == null ? List.of() : notices;
    }

    /**
     * @param id place in {@code ids}
     * @param group place in {@code ids}
     */
    public record Node(int id, long version, int group, String source, List<String> identifiers) {}

    /** Of a decision all but when, where and by what evidence. */
    public record Terms(
            Decision.Kind kind,
            String purpose,
            Channel channel,
            String notice,
            int noticeVersion,
            boolean proven,
            boolean act,
            boolean understood,
            boolean justThis) {}

    /**
     * @param terms place in {@code terms}
     * @param groups place in {@code sets}
     * @param nodes place in {@code sets}
     */
    public record Said(
            String id, int terms, Instant at, Instant from, Instant to, int groups, int nodes) {}

    /**
     * @param groups place in {@code sets}
     */
    public record Dated(String id, Fact.Kind kind, Instant from, Instant to, int groups) {}

    /**
     * @param groups place in {@code sets}
     */
    public record Given(String notice, int version, Instant at, int groups) {}

    /** How a Subject is written. */
    static final class Writing extends StdConverter<Subject, SubjectForm> {
        @Override
        public SubjectForm convert(Subject subject) {
            return new Writer().form(subject);
        }
    }

    /** How it is read. */
    static final class Reading extends StdConverter<SubjectForm, Subject> {
        @Override
        public Subject convert(SubjectForm form) {
            return form.subject();
        }
    }

    private static final class Writer {
        private final Numbered<String> ids = new Numbered<>();
        private final Numbered<List<Integer>> sets = new Numbered<>();
        private final Numbered<Terms> terms = new Numbered<>();

        SubjectForm form(Subject subject) {
            List<Node> nodes = subject.nodes().stream().map(this::node).toList();
            List<Said> decisions = subject.decisions().stream().map(this::said).toList();
            List<Dated> facts = subject.facts().stream().map(this::dated).toList();
            List<Given> notices = subject.notices().stream().map(this::given).toList();
            return new SubjectForm(
                    subject.profileId(),
                    subject.version(),
                    subject.ended(),
                    subject.ack(),
                    subject.blocked(),
                    ids.all(),
                    sets.all(),
                    nodes,
                    terms.all(),
                    decisions,
                    facts,
                    notices);
        }

        private Node node(Subject.Node node) {
            return new Node(
                    ids.of(node.nodeId()),
                    node.version(),
                    ids.of(node.group()),
                    node.source(),
                    node.identifiers());
        }

        private Said said(Decision decision) {
            return new Said(
                    decision.id(),
                    terms.of(
                            new Terms(
                                    decision.kind(),
                                    decision.purpose(),
                                    decision.channel(),
                                    decision.notice(),
                                    decision.noticeVersion(),
                                    decision.proven(),
                                    decision.act(),
                                    decision.understood(),
                                    decision.justThis())),
                    decision.at(),
                    decision.from(),
                    decision.to(),
                    set(decision.groups()),
                    set(decision.nodes()));
        }

        private Dated dated(Fact fact) {
            return new Dated(fact.id(), fact.kind(), fact.from(), fact.to(), set(fact.groups()));
        }

        private Given given(NoticeGiven given) {
            return new Given(given.notice(), given.version(), given.at(), set(given.groups()));
        }

        /** In one order, so that the same state is the same text. */
        private int set(Set<String> some) {
            return sets.of(ids.of(new TreeSet<>(some)));
        }
    }

    private Subject subject() {
        return new Subject(
                profileId,
                version,
                ended,
                ack,
                blocked,
                nodes.stream().map(this::node).toList(),
                decisions.stream().map(this::decision).toList(),
                facts.stream().map(this::fact).toList(),
                notices.stream().map(this::notice).toList());
    }

    private Subject.Node node(Node node) {
        return new Subject.Node(
                ids.get(node.id()),
                node.version(),
                ids.get(node.group()),
                node.source(),
                node.identifiers());
    }

    private Decision decision(Said said) {
        Terms what = terms.get(said.terms());
        return new Decision(
                said.id(),
                what.kind(),
                what.purpose(),
                what.channel(),
                said.at(),
                said.from(),
                said.to(),
                what.notice(),
                what.noticeVersion(),
                what.proven(),
                what.act(),
                what.understood(),
                what.justThis(),
                set(said.groups()),
                set(said.nodes()));
    }

    private Fact fact(Dated dated) {
        return new Fact(dated.id(), dated.kind(), dated.from(), dated.to(), set(dated.groups()));
    }

    private NoticeGiven notice(Given given) {
        return new NoticeGiven(given.notice(), given.version(), given.at(), set(given.groups()));
    }

    private Set<String> set(int place) {
        Set<String> set = new HashSet<>();
        sets.get(place).forEach(id -> set.add(ids.get(id)));
        return set;
    }
}
