package org.purposecdp.profile.outcome;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Fragments;
import org.purposecdp.profile.read.IdentifierConfig;
import org.purposecdp.profile.read.ProfileProblem;

/** The source's own token, or any with the scope and the source named. */
@Path("/v1/outcomes")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class OutcomeResource {
    private static final String SCOPE = "profile:outcomes:read";

    private final Fragments fragments;
    private final Caller caller;
    private final Pseudonyms pseudonyms;

    OutcomeResource(Fragments fragments, Caller caller, IdentifierConfig config) {
        this.fragments = fragments;
        this.caller = caller;
        this.pseudonyms = Pseudonyms.ofKey(config.key());
    }

    /** What became of a record, by category. */
    public record RecordOutcome(String messageId, List<CategoryOutcome> categories) {}

    /**
     * @param until when what is held is refused, unless permitted by then
     * @param reason the condition that failed
     */
    public record CategoryOutcome(String category, String outcome, Instant until, String reason) {}

    @GET
    @Path("/{messageId}")
    public Uni<RecordOutcome> outcome(@RestPath String messageId, @RestQuery String source) {
        return fragments
                .find(pseudonyms.record(sourceAsked(source), messageId))
                .map(
                        found ->
                                found.map(fragment -> outcome(messageId, fragment))
                                        .orElseThrow(OutcomeResource::unknown));
    }

    private String sourceAsked(String source) {
        String own = caller.source().orElse(null);
        if (own != null && (source == null || source.equals(own))) {
            return own;
        }
        if (source != null && caller.hasScopeOrRole(SCOPE)) {
            return source;
        }
        if (caller.hasScopeOrRole(SCOPE)) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, "\"source\" is missing");
        }
        throw new ProblemException(
                CommonProblem.FORBIDDEN,
                "The token is neither the source's own nor has the scope " + SCOPE);
    }

    private static ProblemException unknown() {
        return new ProblemException(
                ProfileProblem.UNKNOWN_RECORD, "The source has sent no such message yet");
    }

    private static RecordOutcome outcome(String messageId, Fragment fragment) {
        List<CategoryOutcome> categories = new ArrayList<>();
        new TreeMap<>(fragment.states())
                .forEach(
                        (category, state) ->
                                categories.add(
                                        new CategoryOutcome(
                                                category.wire(),
                                                state.outcome().name(),
                                                state.until(),
                                                state.reason())));
        if (fragment.uncatalogued()) {
            categories.add(
                    new CategoryOutcome(
                            "uncatalogued", "REFUSED", null, Fragment.NOT_IN_CATALOGUE));
        }
        return new RecordOutcome(messageId, categories);
    }
}
