package org.purposecdp.consent.decision;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.openapi.annotations.Operation;

import org.purposecdp.consent.policy.Policies;
import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.consent.request.Allowed;
import org.purposecdp.consent.request.IdentifierBody;
import org.purposecdp.consent.request.Identifiers;
import org.purposecdp.consent.subject.Nobodies;
import org.purposecdp.consent.subject.Subjects;
import org.purposecdp.contracts.permit.Party;
import org.purposecdp.contracts.permit.Permission;
import org.purposecdp.contracts.permit.Permit;
import org.purposecdp.contracts.permit.Use;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Fact;
import org.purposecdp.contracts.subject.NoticeGiven;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.state.Lookout;

/** Asks the rule about a person. */
@Path("/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class DecisionResource {
    /** Of Subjects that bear one identifier: each may be close to a megabyte. */
    private static final int MOST = 20;

    private final Policies policies;
    private final Pool pool;
    private final Subjects subjects;
    private final Identifiers identifiers;
    private final Allowed allowed;
    private final Lookout lookout;

    DecisionResource(
            Policies policies,
            Pool pool,
            Subjects subjects,
            Identifiers identifiers,
            Allowed allowed,
            Lookout lookout) {
        this.policies = policies;
        this.pool = pool;
        this.subjects = subjects;
        this.identifiers = identifiers;
        this.allowed = allowed;
        this.lookout = lookout;
    }

    /**
     * @param profileId or any node's id, instead of the identifier
     * @param nodeId to ask about one node's data only
     * @param party id of the source, client or destination that the use has; nothing when storing,
     *     nor when the caller itself would read
     * @param arose when the data came to be; that of {@code at} when not said
     * @param at the moment asked about; now when not said
     */
    record Question(
            IdentifierBody identifier,
            String profileId,
            String nodeId,
            Use use,
            String purpose,
            DataCategory category,
            JsonNode party,
            Channel channel,
            Instant arose,
            Instant at) {}

    private record Asked(Subject subject, String node) {}

    @POST
    @Path("/decisions")
    @RolesAllowed({"consent:decisions:read", "service-desk", "privacy-officer"})
    @Operation(
            summary = "Asks whether something is permitted",
            description =
                    "The answer is \"yes\" if it is for any node that was asked of. An identifier"
                            + " that more than 20 people bear is refused: 422 TOO_MANY_BEARERS;"
                            + " name one of them by profileId.")
    public Uni<Permission> decide(Question question) {
        check(question);
        lookout.require();
        allowed.requirePurpose(question.purpose());
        Party party = party(question);
        return policies.current().flatMap(policy -> decide(question, party, policy));
    }

    private Uni<Permission> decide(Question question, Party party, Policy policy) {
        String pseudonym =
                question.identifier() == null
                        ? null
                        : identifiers.pseudonym(policy, question.identifier());
        Uni<List<Subject>> about =
                pseudonym == null
                        ? subjects.find(question.profileId()).map(found -> found.stream().toList())
                        : Nobodies.requireSomebody(pool, pseudonym, "what is asked")
                                .flatMap(somebody -> subjects.bearing(pseudonym, MOST));
        return about.map(found -> answer(question, party, policy, found, pseudonym));
    }

    /** As far as it is about purposes that the token names. */
    @GET
    @Path("/subjects/{profileId}")
    @RolesAllowed({"consent:decisions:read", "privacy-officer"})
    public Uni<Shown> subject(@PathParam("profileId") String profileId) {
        lookout.require();
        Predicate<Decision> shown = allowed.shown();
        return subjects.find(profileId)
                .map(
                        found ->
                                found.map(subject -> shown(subject, shown))
                                        .orElseThrow(
                                                () ->
                                                        new ProblemException(
                                                                ConsentProblem.UNKNOWN_SUBJECT,
                                                                "no cluster holds this id")));
    }

    /** A Subject as it is shown: each part by itself, not as it is told to services. */
    record Shown(
            String profileId,
            long version,
            boolean ended,
            boolean ack,
            boolean blocked,
            List<Subject.Node> nodes,
            List<Decision> decisions,
            List<Fact> facts,
            List<NoticeGiven> notices) {}

    private static Shown shown(Subject subject, Predicate<Decision> shown) {
        return new Shown(
                subject.profileId(),
                subject.version(),
                subject.ended(),
                subject.ack(),
                subject.blocked(),
                subject.nodes(),
                subject.decisions().stream().filter(shown).toList(),
                subject.facts(),
                subject.notices());
    }

    private static void check(Question question) {
        if (question == null
                || question.use() == null
                || question.purpose() == null
                || question.category() == null
                || (question.identifier() == null) == (question.profileId() == null)) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE,
                    "'use', 'purpose', 'category' and either 'identifier' or 'profileId' are"
                            + " needed");
        }
        if (question.arose() != null
                && question.arose()
                        .isAfter(Optional.ofNullable(question.at()).orElseGet(Instant::now))) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'arose' is not after 'at', or after now");
        }
    }

    /** Data is kept node by node: the answer is "yes" if it is for any node that was asked of. */
    private static Permission answer(
            Question question, Party party, Policy policy, List<Subject> found, String pseudonym) {
        Instant at = question.at() == null ? Instant.now() : question.at();
        return asked(question, found, pseudonym)
                .map(asked -> permit(question, party, policy, asked, at))
                .max(Comparator.comparing(Permission::permitted))
                .orElseGet(
                        () ->
                                permit(
                                        question,
                                        party,
                                        policy,
                                        new Asked(found.stream().findFirst().orElse(null), ""),
                                        at));
    }

    private static Stream<Asked> asked(Question question, List<Subject> found, String pseudonym) {
        return found.stream()
                .flatMap(
                        subject ->
                                subject.nodes().stream()
                                        .filter(
                                                node ->
                                                        pseudonym == null
                                                                || node.identifiers()
                                                                        .contains(pseudonym))
                                        .filter(
                                                node ->
                                                        question.nodeId() == null
                                                                || question.nodeId()
                                                                        .equals(node.nodeId()))
                                        .map(node -> new Asked(subject, node.nodeId())));
    }

    private static Permission permit(
            Question question, Party party, Policy policy, Asked asked, Instant at) {
        return Permit.permit(
                asked.subject(),
                asked.node(),
                policy,
                question.use(),
                question.purpose(),
                question.category(),
                party,
                question.channel(),
                question.arose() == null ? at : question.arose(),
                at);
    }

    /** {@code "shop"} or {@code {"kind":"SOURCE","id":"shop"}}. */
    private Party party(Question question) {
        String id =
                Optional.ofNullable(question.party())
                        .map(party -> party.isObject() ? party.path("id") : party)
                        .map(JsonNode::asText)
                        .orElse("");
        return switch (question.use()) {
            case COLLECT -> Party.source(id);
            case READ -> Party.client(allowed.reader(id.isEmpty() ? null : id));
            case SEND -> Party.destination(id);
            case STORE -> id.isEmpty() || id.equals("nobody") ? Party.NOBODY : Party.source(id);
        };
    }
}
