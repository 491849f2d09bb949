package org.purposecdp.profile.outcome;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
    private static final int MOST = 1_000;

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

    /**
     * Many at once.
     *
     * @param source whose messages they are, unless the token says it
     */
    public record LookUp(String source, List<String> messageIds) {}

    /** Those that are known, in the order asked for. */
    public record Found(List<RecordOutcome> outcomes) {}

    @POST
    @Path("/lookup")
    // Who may not ask is told so before the body is read.
    @RolesAllowed(SCOPE)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Found> lookUp(LookUp body) {
        if (body == null || body.messageIds() == null || body.messageIds().size() > MOST) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "\"messageIds\" has at most " + MOST);
        }
        String source = sourceAsked(body.source());
        Map<String, String> messages = new LinkedHashMap<>();
        body.messageIds().forEach(id -> messages.put(pseudonyms.record(source, id), id));
        return fragments.find(messages.keySet()).map(found -> found(messages, found));
    }

    private static Found found(Map<String, String> messages, List<Fragment> fragments) {
        Map<String, Fragment> byId =
                fragments.stream().collect(Collectors.toMap(Fragment::recordId, f -> f));
        return new Found(
                messages.entrySet().stream()
                        .filter(message -> byId.containsKey(message.getKey()))
                        .map(message -> outcome(message.getValue(), byId.get(message.getKey())))
                        .toList());
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
