package org.purposecdp.activation.gate;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.purposecdp.contracts.permit.Condition;
import org.purposecdp.contracts.permit.Party;
import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.permit.Permit;
import org.purposecdp.contracts.permit.Use;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.subject.Channel;
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
        this.nodes = known.nodes(ask.nodeId());
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
        return known.unsettled(ask.profileId(), ask.nodeId(), at)
                .<Verdict>map(Verdict.Wait::new)
                .orElseGet(() -> new Gate(ask, known, policy, at).verdict());
    }

    private Verdict verdict() {
        Optional<Permission> lead = lead(ask.channel());
        if (lead.isEmpty()) {
            return new Verdict.Suppress(NOT_IN_CATALOGUE, null, nodes, subject.version());
        }
        return lead.get().permitted() ? send(lead.get()) : suppressed(lead.get());
    }

    /** What the delivery tells by being made; nothing where the catalogue lacks a name of it. */
    private Optional<Permission> lead(Channel channel) {
        if (ask.triggered()) {
            return Optional.ofNullable(ask.eventCategory())
                    .map(category -> permit(ask.nodeId(), category, channel));
        }
        return new Telling(view, ask.nodeId(), nodes, policy)
                .of(
                        ask.ruleTraits(),
                        ask.ruleEvents(),
                        (node, category) -> permit(node, category, channel));
    }

    private Verdict send(Permission lead) {
        Map<String, Object> traits = new LinkedHashMap<>();
        view.traits()
                .forEach(
                        (name, trait) -> {
                            if (permit(trait.nodeId(), trait.category(), ask.channel())
                                    .permitted()) {
                                traits.put(name, trait.value());
                            }
                        });
        return new Verdict.Send(traits, channels(), lead.evidence(), nodes, subject.version());
    }

    /** Whoever writes to the person from what was sent must know by what. */
    private Map<Channel, Boolean> channels() {
        Map<Channel, Boolean> channels = new EnumMap<>(Channel.class);
        if (ask.channel() == Channel.NONE) {
            for (Channel channel : Channel.values()) {
                if (channel.isForMessages()) {
                    channels.put(channel, lead(channel).filter(Permission::permitted).isPresent());
                }
            }
        }
        return channels;
    }

    private Permission permit(String node, DataCategory category, Channel channel) {
        return Permit.permit(
                subject,
                node,
                policy,
                Use.SEND,
                ask.purpose(),
                category,
                Party.destination(ask.destination()),
                channel,
                at,
                at);
    }

    private Verdict suppressed(Permission denial) {
        return new Verdict.Suppress(
                denial.condition().name(), denial.evidence(), nodes, subject.version());
    }
}
