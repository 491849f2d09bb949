package org.purposecdp.identity.subject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.purposecdp.contracts.permit.Condition;
import org.purposecdp.contracts.permit.Party;
import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.permit.Permit;
import org.purposecdp.contracts.permit.Use;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Subject;

/**
 * Which nodes of a Subject match nobody by weight, by the rule: of whom one of the categories that
 * their source is matched by may not be collected for {@code identity-resolution}. Pure.
 *
 * @param nodes all of the subject's
 * @param refused identifiers of nodes whose person said "no", by pseudonym
 * @param turnsAt the next instant at which this may be otherwise by time alone; null for never
 */
public record Marks(List<Mark> nodes, TreeMap<String, Mark> refused, Instant turnsAt) {

    public static Marks of(Subject subject, Policy policy, Instant at) {
        Marking marking = new Marking(subject, policy, at);
        List<Mark> nodes = new ArrayList<>();
        TreeMap<String, Mark> refused = new TreeMap<>();
        for (Subject.Node node : subject.nodes()) {
            Mark mark = marking.of(node);
            nodes.add(mark);
            if (isAPersonsWord(mark)) {
                node.identifiers()
                        .forEach(
                                pseudonym ->
                                        refused.merge(
                                                pseudonym, mark, (a, b) -> a.erases() ? a : b));
            }
        }
        return new Marks(nodes, refused, marking.turnsAt);
    }

    /** And not what is merely wanting. */
    private static boolean isAPersonsWord(Mark mark) {
        return mark.bar() != null && !Condition.valueOf(mark.bar()).mayCome();
    }

    private static final class Marking {
        private final Subject subject;
        private final Policy policy;
        private final Instant at;
        private Instant turnsAt;

        Marking(Subject subject, Policy policy, Instant at) {
            this.subject = subject;
            this.policy = policy;
            this.at = at;
        }

        Mark of(Subject.Node node) {
            Condition bar = null;
            boolean erases = false;
            for (DataCategory category : covered(node.source())) {
                for (Use use : List.of(Use.COLLECT, Use.STORE)) {
                    Permission permission = ask(node, use, category);
                    turns(permission.until());
                    if (!permission.permitted()) {
                        erases |= erases(permission, node);
                        bar = first(bar, permission.condition());
                    }
                }
            }
            return new Mark(node.nodeId(), bar == null ? null : bar.name(), erases);
        }

        /** What is not covered is not kept, whoever it is of. */
        private Set<DataCategory> covered(String source) {
            Set<DataCategory> covered = new TreeSet<>();
            policy.activities().stream()
                    .filter(a -> a.purpose().equals(Policy.IDENTITY_RESOLUTION))
                    .filter(a -> a.sources().contains(source))
                    .peek(a -> turns(a.from()))
                    .peek(a -> turns(a.to()))
                    .filter(a -> a.inForce(at))
                    .forEach(a -> covered.addAll(a.categories()));
            // Never kept to match by.
            covered.remove(DataCategory.SPECIAL);
            return covered;
        }

        private Permission ask(Subject.Node node, Use use, DataCategory category) {
            return Permit.permit(
                    subject,
                    node.nodeId(),
                    policy,
                    use,
                    Policy.IDENTITY_RESOLUTION,
                    category,
                    Party.source(node.source()),
                    null,
                    at,
                    at);
        }

        /** In the groups in which it was said: by an act, in words that are understood. */
        private boolean erases(Permission permission, Subject.Node node) {
            return permission.ownNo()
                    || permission.condition() == Condition.OBJECTED
                            && subject.decisions().stream()
                                    .filter(no -> no.id().equals(permission.evidence()))
                                    .anyMatch(
                                            no ->
                                                    no.act()
                                                            && no.understood()
                                                            && no.groups().contains(node.group()));
        }

        /** Of several a person's word before what is merely wanting. */
        private static Condition first(Condition one, Condition other) {
            if (one == null || one.mayCome() && !other.mayCome()) {
                return other;
            }
            return !other.mayCome() && other.compareTo(one) < 0 ? other : one;
        }

        private void turns(Instant instant) {
            if (instant != null
                    && instant.isAfter(at)
                    && (turnsAt == null || instant.isBefore(turnsAt))) {
                turnsAt = instant;
            }
        }
    }
}
