package org.purposecdp.identity.steward;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.identity.look.Looks;
import org.purposecdp.identity.matching.Person;
import org.purposecdp.identity.matching.Waterfall;
import org.purposecdp.identity.node.MatchFields;
import org.purposecdp.identity.node.Stewardship;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.state.PolicyHolder;

/** Weighs two records, whether they matched or not, or were never sent. Nothing is kept. */
@Path("/v1/explain")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class ExplainResource {
    private final Stewardship stewardship;
    private final PolicyHolder policies;
    private final Looks looks;
    private final Caller caller;

    ExplainResource(Stewardship stewardship, PolicyHolder policies, Looks looks, Caller caller) {
        this.stewardship = stewardship;
        this.looks = looks;
        this.caller = caller;
        this.policies = policies;
    }

    /** A known node, or what a record would say. */
    public record Record(String nodeId, Map<String, Object> traits) {}

    public record Pair(Record one, Record other) {}

    /**
     * @param meet they share a blocking key, so that they would be compared at all
     * @param conflict an address, phone or device that both bear would not join them
     */
    public record Explanation(
            Waterfall waterfall,
            boolean meet,
            boolean conflict,
            Map<String, List<String>> one,
            Map<String, List<String>> other) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"identity:clusters:read", "steward", "privacy-officer", "admin"})
    public Uni<Explanation> explain(Pair pair) {
        if (pair == null) {
            throw invalid();
        }
        return person(pair.one())
                .chain(one -> person(pair.other()).chain(other -> explain(one, other)));
    }

    private Uni<Explanation> explain(Person one, Person other) {
        return stewardship
                .compare(one, other)
                .map(
                        compared ->
                                new Explanation(
                                        compared.waterfall(),
                                        compared.meet(),
                                        compared.conflict(),
                                        Said.of(one),
                                        Said.of(other)));
    }

    private Uni<Person> person(Record record) {
        if (record == null || (record.nodeId() == null) == (record.traits() == null)) {
            throw invalid();
        }
        return record.nodeId() != null
                ? stewardship.placed(record.nodeId()).chain(this::shown)
                : Uni.createFrom()
                        .item(
                                MatchFields.person(
                                        MatchFields.of(record.traits()),
                                        List.of(),
                                        policies.identityRules().region(),
                                        Instant.now()));
    }

    /** What may be seen of it is what is weighed. */
    private Uni<Person> shown(Stewardship.Placed placed) {
        return looks.at(
                        ClusterResource.viewer(caller),
                        "POST /v1/explain",
                        List.of(placed.profileId()),
                        List.of(placed.node()))
                .map(seen -> seen.node(placed.node().nodeId()).person());
    }

    private static ProblemException invalid() {
        return new ProblemException(
                CommonProblem.INVALID_VALUE,
                "'one' and 'other' are each {\"nodeId\": …} or {\"traits\": {…}}");
    }
}
