package org.purposecdp.identity.look;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.purposecdp.contracts.permit.Party;
import org.purposecdp.contracts.permit.Permit;
import org.purposecdp.contracts.permit.Use;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.identity.matching.Part;
import org.purposecdp.identity.node.Coverage;

/** What a client may see of match fields: the rule's {@code READ}, by their categories. Pure. */
final class Sight {
    private final Policy policy;
    private final Coverage coverage;
    private final Party client;
    private final Instant now;

    Sight(Policy policy, String client, Instant now) {
        this.policy = policy;
        this.coverage = Coverage.of(policy);
        this.client = Party.client(client);
        this.now = now;
    }

    /**
     * @param subject that holds the node; null where none does
     * @param names by which traits each part was said
     * @param arose when they were
     */
    Set<Part> shown(Subject subject, String nodeId, Map<Part, Set<String>> names, Instant arose) {
        Map<DataCategory, Boolean> answers = new EnumMap<>(DataCategory.class);
        Set<Part> shown = EnumSet.noneOf(Part.class);
        names.forEach(
                (part, some) -> {
                    boolean all =
                            some.stream()
                                    .allMatch(
                                            name ->
                                                    coverage.category(name)
                                                            .filter(
                                                                    category ->
                                                                            answers.computeIfAbsent(
                                                                                    category,
                                                                                    any ->
                                                                                            may(
                                                                                                    subject,
                                                                                                    nodeId,
                                                                                                    category,
                                                                                                    arose)))
                                                            .isPresent());
                    if (all) {
                        shown.add(part);
                    }
                });
        return shown;
    }

    private boolean may(Subject subject, String nodeId, DataCategory category, Instant arose) {
        return Permit.permit(
                        subject,
                        nodeId,
                        policy,
                        Use.READ,
                        Policy.IDENTITY_RESOLUTION,
                        category,
                        client,
                        null,
                        arose,
                        now)
                .permitted();
    }
}
