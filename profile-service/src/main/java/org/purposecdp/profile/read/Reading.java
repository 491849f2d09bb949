package org.purposecdp.profile.read;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.Normalised;
import org.purposecdp.contracts.identifier.Normalisers;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.identifier.Refusal;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.kit.messaging.FlowGate;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.state.PolicyHolder;
import org.purposecdp.profile.fold.Folding;
import org.purposecdp.profile.subject.Nodes;
import org.purposecdp.profile.subject.Profile;
import org.purposecdp.profile.subject.Profiles;
import org.purposecdp.profile.view.ViewState;

/** Finds a profile, folds it anew where its view may no longer hold, and asks the rule. */
@ApplicationScoped
public class Reading {
    private static final int ATTEMPTS = 3;

    /** Profiles that one identifier is said to be borne by; of more it is said that there are. */
    static final int MOST_BEARERS = 20;

    private final Nodes nodes;
    private final Profiles profiles;
    private final Folding folding;
    private final PolicyHolder policies;
    private final FlowGate gate;
    private final Pseudonyms pseudonyms;
    private final Normalisers normalisers = new Normalisers();

    Reading(
            Nodes nodes,
            Profiles profiles,
            Folding folding,
            PolicyHolder policies,
            FlowGate gate,
            IdentifierConfig config) {
        this.nodes = nodes;
        this.profiles = profiles;
        this.folding = folding;
        this.policies = policies;
        this.gate = gate;
        this.pseudonyms = Pseudonyms.ofKey(config.key());
    }

    /**
     * @param id a profileId, or the id of any node of the profile
     */
    Uni<ProfileView> read(String id, String purpose, String client) {
        requireReady();
        return nodes.holders(Set.of(id))
                .map(holders -> holders.getOrDefault(id, id))
                .chain(profileId -> view(profileId, purpose, client, ATTEMPTS));
    }

    Uni<ProfileView> lookUp(Identifier identifier, String purpose, String client) {
        requireReady();
        Normalised read = normalisers.of(policy().identityRules()).read(identifier);
        if (read.refusal() != null) {
            throw new ProblemException(
                    read.refusal() == Refusal.OF_NOBODY
                            ? ProfileProblem.IDENTIFIER_OF_NOBODY
                            : ProfileProblem.INVALID_IDENTIFIER,
                    read.refusal().accepted());
        }
        return profiles.bearing(pseudonyms.identifier(read.normal()), MOST_BEARERS + 1)
                .map(Reading::only)
                .chain(profileId -> view(profileId, purpose, client, ATTEMPTS));
    }

    static String only(List<String> bearing) {
        if (bearing.isEmpty()) {
            throw unknown();
        }
        if (bearing.size() > 1) {
            throw shared(bearing);
        }
        return bearing.get(0);
    }

    private static ProblemException shared(List<String> bearing) {
        boolean more = bearing.size() > MOST_BEARERS;
        return new ProblemException(
                ProfileProblem.SHARED_IDENTIFIER,
                (more ? "more than " + MOST_BEARERS : bearing.size())
                        + " profiles bear it; read one of them by its id",
                Map.of("profileIds", bearing.stream().limit(MOST_BEARERS).toList(), "more", more));
    }

    private static ProblemException unknown() {
        return new ProblemException(
                ProfileProblem.UNKNOWN_PROFILE, "No profile has this id or identifier");
    }

    private Uni<ProfileView> view(String profileId, String purpose, String client, int attempts) {
        Policy policy = policy();
        if (policy.purpose(purpose).isEmpty()) {
            throw new ProblemException(
                    ProfileProblem.UNKNOWN_PURPOSE, "The policy has no such purpose");
        }
        return profiles.find(Set.of(profileId))
                .map(found -> known(found.get(profileId)))
                .chain(profile -> view(profile, policy, purpose, client, attempts));
    }

    /** Somebody whose Subject was not read yet is not unknown. */
    private void requireReady() {
        if (!gate.open()) {
            throw notReady();
        }
    }

    private Policy policy() {
        requireReady();
        return policies.current().orElseThrow(Reading::notReady);
    }

    private static ProblemException notReady() {
        return new ProblemException(CommonProblem.NOT_READY, "What is permitted is not known yet")
                .withRetryAfter(1);
    }

    private static Profile known(Profile profile) {
        if (profile == null || profile.subject().ended()) {
            throw unknown();
        }
        return profile;
    }

    private Uni<ProfileView> view(
            Profile profile, Policy policy, String purpose, String client, int attempts) {
        Instant at = Instant.now();
        ViewState state = profile.views().getOrDefault(purpose, ViewState.EMPTY);
        return nodes.holders(state.nodes().keySet())
                .chain(
                        holders -> {
                            if (holds(profile, state, holders)
                                    && profile.current(folding.bySource(policy), at)) {
                                return Uni.createFrom()
                                        .item(
                                                ProfileView.of(
                                                        profile.subject(),
                                                        state,
                                                        purpose,
                                                        policy,
                                                        client,
                                                        at));
                            }
                            if (attempts == 0) {
                                throw notReady();
                            }
                            String id = profile.profileId();
                            return folding.refold(Set.of(id))
                                    .chain(() -> view(id, purpose, client, attempts - 1));
                        });
    }

    private static boolean holds(Profile profile, ViewState state, Map<String, String> holders) {
        Set<String> own =
                holders.entrySet().stream()
                        .filter(holder -> holder.getValue().equals(profile.profileId()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        return state.restsOnlyOn(own);
    }
}
