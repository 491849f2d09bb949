package org.purposecdp.activation.gate;

import java.time.Instant;
import java.util.Set;

import org.purposecdp.contracts.permit.Party;
import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.permit.Permit;
import org.purposecdp.contracts.permit.Use;
import org.purposecdp.contracts.policy.Policy;

/**
 * Whether a client may know that somebody is in an audience. Pure; no answer is a "no".
 *
 * @param client OIDC client id
 * @param traits names that the audience's rule looks at
 * @param events likewise
 */
public record Glance(
        String client, String purpose, Set<String> traits, Set<String> events, Policy policy) {

    public boolean permits(String profileId, String nodeId, Known known, Instant at) {
        if (known.subject() == null
                || known.blocked()
                || known.subject().ended()
                || known.unsettled(profileId, nodeId, at).isPresent()) {
            return false;
        }
        return new Telling(known.view(), nodeId, known.nodes(nodeId), policy)
                .of(
                        traits,
                        events,
                        (node, category) ->
                                Permit.permit(
                                        known.subject(),
                                        node,
                                        policy,
                                        Use.READ,
                                        purpose,
                                        category,
                                        Party.client(client),
                                        null,
                                        at,
                                        at))
                .filter(Permission::permitted)
                .isPresent();
    }
}
