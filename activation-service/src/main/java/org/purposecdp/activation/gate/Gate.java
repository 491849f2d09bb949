package org.purposecdp.activation.gate;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.purposecdp.contracts.permit.Condition;
import org.purposecdp.contracts.permit.Party;
import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.permit.Permit;
import org.purposecdp.contracts.permit.Use;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.subject.Subject;

/** Decides a delivery at the moment it would be sent. Pure; no answer is a "no". */
public final class Gate {
    /** A rule names what the catalogue does not. */
    public static final String NOT_IN_CATALOGUE = "NOT_IN_CATALOGUE";

    private final Ask ask;
    private final View view;
    private final Subject subject;
    private final Policy policy;
    private final Instant at;
    private final Set<String> nodes;

    private Gate(Ask ask, Known known, Policy policy, Instant at) {
        this.ask = ask;
        this.view = known.view();
        this.subject = known.subject();
        this.policy = policy;
        this.at = at;
        this.nodes = new TreeSet<>(known.view().nodes().keySet());
        this.nodes.add(ask.nodeId());
    }

    public static Verdict decide(Ask ask, Known known, Policy policy, Instant at) {
        Subject subject = known.subject();
        if (subject == null || known.blocked()) {
            return new Verdict.Wait("no subject");
        }
        String holder = known.holders().get(ask.nodeId());
        boolean moved = holder != null && !holder.equals(ask.profileId());
        // An event goes with its node; who is in an audience is asked anew of the successor.
        if (moved && (ask.triggered() || !subject.ended())) {
            return new Verdict.Move(holder);
        }
        if (subject.ended()) {
            return new Verdict.Suppress(
                    Condition.PROFILE_ENDED.name(), null, Set.of(ask.nodeId()), subject.version());
        }
        return unsettled(ask, known, at)
                .<Verdict>map(Verdict.Wait::new)
                .orElseGet(() -> new Gate(ask, known, policy, at).verdict());
    }

    private static Optional<String> unsettled(Ask ask, Known known, Instant at) {
        View view = known.view();
        if (known.viewSubjectVersion() != known.subject().version()) {
            return Optional.of("view of another subject version");
        }
        if (view.until() != null && !at.isBefore(view.until())) {
            return Optional.of("view past its time");
        }
        boolean held =
                Stream.concat(view.nodes().keySet().stream(), Stream.of(ask.nodeId()))
                        .allMatch(node -> ask.profileId().equals(known.holders().get(node)));
        return held ? Optional.empty() : Optional.of("a node has moved");
    }

    private Verdict verdict() {
        return ask.triggered() ? byEvent() : byAudience();
    }

    private Verdict byEvent() {
        if (ask.eventCategory() == null) {
            return suppressed(NOT_IN_CATALOGUE, null);
        }
        Permission lead = permit(ask.nodeId(), ask.eventCategory());
        return lead.permitted() ? send(lead) : suppressed(lead);
    }

    /**
     * That somebody is in an audience tells what its rule asks, so all of that must be permitted.
     */
    private Verdict byAudience() {
        Permission lead = null;
        for (String name : new TreeSet<>(ask.ruleTraits())) {
            View.Trait held = view.traits().get(name);
            Optional<DataCategory> category =
                    held == null ? policy.catalogue().trait(name) : Optional.of(held.category());
            if (category.isEmpty()) {
                return suppressed(NOT_IN_CATALOGUE, null);
            }
            lead = permit(held == null ? ask.nodeId() : held.nodeId(), category.get());
            if (!lead.permitted()) {
                return suppressed(lead);
            }
        }
        for (String name : new TreeSet<>(ask.ruleEvents())) {
            Optional<DataCategory> category = policy.catalogue().event(name);
            if (category.isEmpty()) {
                return suppressed(NOT_IN_CATALOGUE, null);
            }
            // A sum does not say which nodes are in it, so each one has to permit it.
            for (String node : nodes) {
                lead = permit(node, category.get());
                if (!lead.permitted()) {
                    return suppressed(lead);
                }
            }
        }
        return lead == null ? suppressed(NOT_IN_CATALOGUE, null) : send(lead);
    }

    private Verdict send(Permission lead) {
        Map<String, Object> traits = new LinkedHashMap<>();
        view.traits()
                .forEach(
                        (name, trait) -> {
                            if (permit(trait.nodeId(), trait.category()).permitted()) {
                                traits.put(name, trait.value());
                            }
                        });
        return new Verdict.Send(traits, lead.evidence(), nodes, subject.version());
    }

    private Permission permit(String node, DataCategory category) {
        return Permit.permit(
                subject,
                node,
                policy,
                Use.SEND,
                ask.purpose(),
                category,
                Party.destination(ask.destination()),
                ask.channel(),
                at);
    }

    private Verdict suppressed(Permission denial) {
        return suppressed(denial.condition().name(), denial.evidence());
    }

    private Verdict suppressed(String reason, String evidence) {
        return new Verdict.Suppress(reason, evidence, nodes, subject.version());
    }
}
