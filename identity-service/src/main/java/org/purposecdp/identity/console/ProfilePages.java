package org.purposecdp.identity.console;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.oidc.Tenant;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.NamespaceRule;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.look.Looks;
import org.purposecdp.identity.node.Stewardship;
import org.purposecdp.identity.steward.Given;
import org.purposecdp.kit.state.PolicyHolder;

/** A profile: its records and what joined them; to be split, merged and put back. */
@Path("/console/profiles")
@Tenant("console")
@Produces(MediaType.TEXT_HTML)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class ProfilePages {
    private final Stewardship stewardship;
    private final Looks looks;
    private final Visit visit;
    private final Pseudonyms pseudonyms;
    private final Supplier<Normaliser> normaliser;
    private final PolicyHolder policies;

    ProfilePages(
            Stewardship stewardship,
            Looks looks,
            Visit visit,
            Pseudonyms pseudonyms,
            Supplier<Normaliser> normaliser,
            PolicyHolder policies) {
        this.stewardship = stewardship;
        this.looks = looks;
        this.visit = visit;
        this.pseudonyms = pseudonyms;
        this.normaliser = normaliser;
        this.policies = policies;
    }

    @GET
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> search(@QueryParam("done") String done) {
        List<String> namespaces =
                policies.identityRules().known().stream()
                        .map(NamespaceRule::namespace)
                        .sorted(policies.identityRules().strongestFirst())
                        .toList();
        return Visit.page(Pages.search(visit.frame(done), namespaces));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> lookUp(
            @RestForm String token, @RestForm String namespace, @RestForm String value) {
        visit.require(token);
        Given.require(
                namespace != null && value != null && !value.isBlank() && value.length() <= 500,
                "'namespace' and 'value' name somebody");
        return normaliser
                .get()
                .normalise(new Identifier(namespace, value))
                .map(pseudonyms::identifier)
                .map(stewardship::profileBearing)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .call(
                        found ->
                                looks.record(
                                        visit.viewer(),
                                        "page: search",
                                        found.stream().toList(),
                                        List.of()))
                .map(
                        found ->
                                Visit.to(
                                        found.map(id -> "/console/profiles/" + id)
                                                .orElse("/console/profiles?done=nobody")));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> profile(@PathParam("id") String id, @QueryParam("done") String done) {
        Given.require(Given.isNode(id), "a profileId is 32 hexadecimal digits");
        return stewardship
                .grown(id)
                .chain(
                        grown ->
                                looks.at(
                                                visit.viewer(),
                                                "page: profile",
                                                List.of(grown.profileId()),
                                                grown.nodes())
                                        .map(seen -> Shown.cluster(grown, seen)))
                .chain(cluster -> Visit.page(Pages.cluster(visit.frame(done), cluster)));
    }

    @POST
    @Path("/{id}/split")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> split(
            @PathParam("id") String id,
            @RestForm String token,
            @RestForm List<String> nodes,
            @RestForm String reason) {
        visit.require(token);
        Given.require(
                nodes != null
                        && !nodes.isEmpty()
                        && nodes.stream().allMatch(node -> Given.isNode(node)),
                "choose the records that are another person's");
        return stewardship
                .split(visit.asks(reason), id, Set.copyOf(nodes))
                .map(made -> Visit.to("/console/profiles/" + id + visit.done("split", made)));
    }

    @POST
    @Path("/{id}/merge")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> merge(
            @PathParam("id") String id,
            @RestForm String token,
            @RestForm String other,
            @RestForm String reason) {
        visit.require(token);
        Given.require(
                other != null && Given.isNode(other.strip()) && !other.strip().equals(id),
                "'other' is another profileId");
        return stewardship
                .merge(visit.asks(reason), id, other.strip())
                .map(made -> Visit.to("/console/profiles/" + id + visit.done("merged", made)));
    }
}
