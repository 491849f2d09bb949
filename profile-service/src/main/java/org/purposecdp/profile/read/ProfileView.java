package org.purposecdp.profile.read;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.purposecdp.contracts.permit.Party;
import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.permit.Permit;
import org.purposecdp.contracts.permit.Use;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.profile.view.ViewState;

/**
 * What a client sees of a profile for one purpose.
 *
 * @param withheld how many traits and events were not shown, by the condition that failed
 */
public record ProfileView(
        String profileId,
        String purpose,
        long subjectVersion,
        Map<String, Trait> traits,
        Map<String, Events> events,
        Map<String, Integer> withheld) {

    /** One attribute and the basis it is kept on. */
    public record Trait(
            Object value,
            DataCategory category,
            LegalBasis basis,
            String activity,
            String source,
            Instant at) {}

    /** What events of one name add up to. */
    public record Events(
            DataCategory category,
            LegalBasis basis,
            String activity,
            long count,
            Map<String, BigDecimal> sums,
            Instant firstAt,
            Instant lastAt) {}

    static ProfileView of(
            Subject subject,
            ViewState state,
            String purpose,
            Policy policy,
            String client,
            Instant at) {
        Map<String, Trait> traits = new TreeMap<>();
        Map<String, Events> events = new TreeMap<>();
        Map<String, Integer> withheld = new TreeMap<>();
        state.view()
                .traits()
                .forEach(
                        (name, trait) -> {
                            Permission answer =
                                    read(
                                            subject,
                                            trait.nodeId(),
                                            policy,
                                            purpose,
                                            trait.category(),
                                            client,
                                            trait.at(),
                                            at);
                            if (answer.permitted()) {
                                traits.put(name, shown(trait));
                            } else {
                                withheld.merge(answer.condition().name(), 1, Integer::sum);
                            }
                        });
        state.events()
                .forEach(
                        (name, byNode) -> {
                            View.EventSum sum =
                                    ViewState.total(
                                            byNode,
                                            node -> {
                                                Permission answer =
                                                        read(
                                                                subject,
                                                                node,
                                                                policy,
                                                                purpose,
                                                                byNode.get(node).category(),
                                                                client,
                                                                byNode.get(node).firstAt(),
                                                                at);
                                                if (!answer.permitted()) {
                                                    withheld.merge(
                                                            answer.condition().name(),
                                                            1,
                                                            Integer::sum);
                                                }
                                                return answer.permitted();
                                            });
                            if (sum != null) {
                                events.put(name, shown(sum));
                            }
                        });
        return new ProfileView(
                subject.profileId(), purpose, subject.version(), traits, events, withheld);
    }

    private static Permission read(
            Subject subject,
            String node,
            Policy policy,
            String purpose,
            DataCategory category,
            String client,
            Instant arose,
            Instant at) {
        return Permit.permit(
                subject,
                node,
                policy,
                Use.READ,
                purpose,
                category,
                Party.client(client),
                null,
                arose,
                at);
    }

    private static Trait shown(View.Trait trait) {
        return new Trait(
                trait.value(),
                trait.category(),
                trait.basis(),
                trait.activity(),
                trait.source(),
                trait.at());
    }

    private static Events shown(View.EventSum sum) {
        return new Events(
                sum.category(),
                sum.basis(),
                sum.activity(),
                sum.count(),
                sum.sums(),
                sum.firstAt(),
                sum.lastAt());
    }
}
