package org.purposecdp.activation.gate;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.profile.View;

/**
 * That somebody is in an audience tells what its rule asks, so all of that must be permitted.
 *
 * @param nodeId asked where the view lacks a trait
 * @param nodes all that contribute
 */
record Telling(View view, String nodeId, Set<String> nodes, Policy policy) {

    /** Whether data of a node and category may go where it is to go. */
    interface Question {
        Permission of(String node, DataCategory category);
    }

    /**
     * @return the first refusal, or else the last permission; nothing where the rule names what the
     *     catalogue does not, or nothing at all
     */
    Optional<Permission> of(Set<String> traits, Set<String> events, Question question) {
        Permission last = null;
        for (String name : new TreeSet<>(traits)) {
            View.Trait held = view.traits().get(name);
            Optional<DataCategory> category =
                    held == null ? policy.catalogue().trait(name) : Optional.of(held.category());
            if (category.isEmpty()) {
                return Optional.empty();
            }
            last = question.of(held == null ? nodeId : held.nodeId(), category.get());
            if (!last.permitted()) {
                return Optional.of(last);
            }
        }
        for (String name : new TreeSet<>(events)) {
            Optional<DataCategory> category = policy.catalogue().event(name);
            if (category.isEmpty()) {
                return Optional.empty();
            }
            // A sum does not say which nodes are in it, so each one has to permit it.
            for (String node : nodes) {
                last = question.of(node, category.get());
                if (!last.permitted()) {
                    return Optional.of(last);
                }
            }
        }
        return Optional.ofNullable(last);
    }
}
