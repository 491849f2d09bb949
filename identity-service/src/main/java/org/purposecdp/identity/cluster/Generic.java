package org.purposecdp.identity.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.purposecdp.contracts.identifier.Form;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.identifier.NamespaceRule;
import org.purposecdp.identity.cluster.Growing.Seen;
import org.purposecdp.identity.matching.Conflict;
import org.purposecdp.identity.matching.Person;

/**
 * Identifiers that stand for no one person: three of their bearers are all in conflict with one
 * another, or they bear more email addresses or phone numbers than two people may have. A person's
 * own identifier does only for the latter, and only by what proven sources say: by names, or by the
 * word of a public key, anybody could dissolve somebody's group. More bearers never make one less
 * generic, so the order in which they come counts for nothing.
 */
public final class Generic {
    /** Unlike browsers and devices, of which one person has ever new ones. */
    private static final Set<Form> OF_PEOPLE = EnumSet.of(Form.EMAIL, Form.PHONE);

    /** Bearers of one that is generic. */
    private static final int FEWEST = 3;

    private final IdentityRules rules;

    public Generic(IdentityRules rules) {
        this.rules = rules;
    }

    /**
     * @param nodes all that bear any of these identifiers
     * @param asked pseudonyms
     * @return those that are generic
     */
    public Set<String> among(Collection<Node> nodes, Set<String> asked) {
        Map<HashedIdentifier, List<Node>> bearers = new HashMap<>();
        for (Node node : nodes) {
            for (HashedIdentifier identifier : node.identifiers()) {
                if (asked.contains(identifier.pseudonym())) {
                    bearers.computeIfAbsent(identifier, any -> new ArrayList<>()).add(node);
                }
            }
        }
        Set<String> generic = new HashSet<>();
        bearers.forEach(
                (identifier, some) -> {
                    if (isGeneric(identifier, some)) {
                        generic.add(identifier.pseudonym());
                    }
                });
        return generic;
    }

    private boolean isGeneric(HashedIdentifier identifier, List<Node> bearers) {
        return rules.rule(identifier.namespace()).personal()
                // With one bearer there is nobody whom it could join.
                ? bearers.size() > 1 && moreThanTwoMayHave(proven(bearers))
                : bearers.size() >= FEWEST
                        && (moreThanTwoMayHave(bearers) || threeInConflict(distinct(bearers)));
    }

    private static List<Node> proven(List<Node> bearers) {
        return bearers.stream().filter(node -> node.sourceKind().proven()).toList();
    }

    /** More addresses, or phones, than two people together: a tablet at which many sign up. */
    private boolean moreThanTwoMayHave(List<Node> bearers) {
        Map<String, List<Seen>> seen = new HashMap<>();
        for (Node node : bearers) {
            for (HashedIdentifier identifier : node.identifiers()) {
                seen.computeIfAbsent(identifier.namespace(), any -> new ArrayList<>())
                        .add(new Seen(identifier.pseudonym(), node.receivedAt()));
            }
        }
        return seen.entrySet().stream()
                .anyMatch(
                        entry -> {
                            NamespaceRule rule = rules.rule(entry.getKey());
                            return OF_PEOPLE.contains(rule.form())
                                    && entry.getValue().size() > 2 * rule.limit()
                                    && Growing.values(entry.getValue().stream(), rule)
                                            > 2 * rule.limit();
                        });
    }

    private List<Bearer> distinct(List<Node> nodes) {
        return nodes.stream().map(this::bearer).distinct().toList();
    }

    /** What of a node may be in conflict; the same for many nodes of one person. */
    private record Bearer(Map<String, Set<String>> personal, Person person) {
        boolean conflicts(Bearer other) {
            return personal.entrySet().stream().anyMatch(entry -> differs(entry, other))
                    || Conflict.between(person, other.person);
        }

        private static boolean differs(Map.Entry<String, Set<String>> mine, Bearer other) {
            Set<String> theirs = other.personal.get(mine.getKey());
            return theirs != null && theirs.stream().noneMatch(mine.getValue()::contains);
        }
    }

    private Bearer bearer(Node node) {
        Map<String, Set<String>> personal = new HashMap<>();
        for (HashedIdentifier identifier : node.identifiers()) {
            if (rules.rule(identifier.namespace()).personal()) {
                personal.computeIfAbsent(identifier.namespace(), any -> new HashSet<>())
                        .add(identifier.pseudonym());
            }
        }
        return new Bearer(personal, node.person());
    }

    private static boolean threeInConflict(List<Bearer> bearers) {
        List<List<Integer>> conflicts = new ArrayList<>();
        for (int i = 0; i < bearers.size(); i++) {
            List<Integer> earlier = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (bearers.get(i).conflicts(bearers.get(j))) {
                    earlier.add(j);
                }
            }
            for (int j : earlier) {
                if (conflicts.get(j).stream().anyMatch(earlier::contains)) {
                    return true;
                }
            }
            conflicts.add(earlier);
        }
        return false;
    }
}
