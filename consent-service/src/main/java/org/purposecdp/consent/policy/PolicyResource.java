package org.purposecdp.consent.policy;

import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.consent.policy.Policies.Entry;
import org.purposecdp.consent.policy.Policies.Kind;
import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.kit.problem.ProblemException;

/** The register's entries: PUT is idempotent, a change and DELETE need If-Match. */
@Path("/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
class PolicyResource {
    private static final String READ = "consent:policy:read";
    private static final String WRITE = "consent:policy:write";
    private static final String OFFICER = "privacy-officer";
    private static final String CATALOGUE = "catalogue";
    private static final String IDENTITY_RULES = "identity-rules";
    private static final String DECIDED = "exists (select from consent_record where purpose = $1)";
    private static final String TOLD =
            "exists (select from consent_record where notice = $1)"
                    + " or exists (select from notice_given where notice = $1)";

    private final Policies policies;
    private final Entries entries;

    PolicyResource(Policies policies, Entries entries) {
        this.policies = policies;
        this.entries = entries;
    }

    @GET
    @Path("/policy")
    @RolesAllowed({READ, WRITE, OFFICER})
    public Uni<Policy> policy() {
        return policies.current();
    }

    @GET
    @Path("/purposes/{id}")
    @RolesAllowed({READ, WRITE, OFFICER})
    public Uni<Response> purpose(@PathParam("id") String id) {
        return get(Kind.PURPOSE, id);
    }

    @PUT
    @Path("/purposes/{id}")
    @RolesAllowed({WRITE, OFFICER})
    public Uni<Response> putPurpose(
            @PathParam("id") String id, @HeaderParam("If-Match") String ifMatch, Purpose body) {
        Purpose purpose =
                new Purpose(
                        id,
                        need(body).name(),
                        body.directMarketing(),
                        body.minimumAge(),
                        body.consentLasts(),
                        body.signals(),
                        body.from(),
                        null);
        Instant now = Instant.now();
        return put(
                Kind.PURPOSE,
                sameId(id, body.id()),
                ifMatch,
                register -> register.with(purpose, now),
                register -> register.purposes().get(id));
    }

    @DELETE
    @Path("/purposes/{id}")
    @RolesAllowed({WRITE, OFFICER})
    public Uni<Response> deletePurpose(
            @PathParam("id") String id, @HeaderParam("If-Match") String ifMatch) {
        return delete(Kind.PURPOSE, id, ifMatch, register -> register.withoutPurpose(id), DECIDED);
    }

    @GET
    @Path("/activities/{id}")
    @RolesAllowed({READ, WRITE, OFFICER})
    public Uni<Response> activity(@PathParam("id") String id) {
        return get(Kind.ACTIVITY, id);
    }

    @PUT
    @Path("/activities/{id}")
    @RolesAllowed({WRITE, OFFICER})
    public Uni<Response> putActivity(
            @PathParam("id") String id,
            @HeaderParam("If-Match") String ifMatch,
            ActivityBody body) {
        need(body);
        Instant now = Instant.now();
        return put(
                Kind.ACTIVITY,
                sameId(id, body.id()),
                ifMatch,
                register -> register.with(body.activity(id, register, now)),
                register -> register.activities().get(id));
    }

    @DELETE
    @Path("/activities/{id}")
    @RolesAllowed({WRITE, OFFICER})
    public Uni<Response> deleteActivity(
            @PathParam("id") String id, @HeaderParam("If-Match") String ifMatch) {
        return delete(Kind.ACTIVITY, id, ifMatch, register -> register.withoutActivity(id), null);
    }

    @GET
    @Path("/notices/{id}")
    @RolesAllowed({READ, WRITE, OFFICER})
    public Uni<Response> notice(@PathParam("id") String id) {
        return get(Kind.NOTICE, id);
    }

    @PUT
    @Path("/notices/{id}")
    @RolesAllowed({WRITE, OFFICER})
    public Uni<Response> putNotice(
            @PathParam("id") String id, @HeaderParam("If-Match") String ifMatch, NoticeText body) {
        NoticeText notice = new NoticeText(id, need(body).versions());
        Instant now = Instant.now();
        return put(
                Kind.NOTICE,
                sameId(id, body.id()),
                ifMatch,
                register -> register.with(notice, now),
                register -> register.notices().get(id));
    }

    @DELETE
    @Path("/notices/{id}")
    @RolesAllowed({WRITE, OFFICER})
    public Uni<Response> deleteNotice(
            @PathParam("id") String id, @HeaderParam("If-Match") String ifMatch) {
        return delete(Kind.NOTICE, id, ifMatch, register -> register.withoutNotice(id), TOLD);
    }

    @GET
    @Path("/catalogue")
    @RolesAllowed({READ, WRITE, OFFICER})
    public Uni<Response> catalogue() {
        return entries.of(Kind.CATALOGUE, CATALOGUE)
                .map(
                        entry ->
                                entry.map(this::ok)
                                        .orElseGet(() -> usual(DefaultCatalogue.CATALOGUE)));
    }

    @PUT
    @Path("/catalogue")
    @RolesAllowed({WRITE, OFFICER})
    public Uni<Response> putCatalogue(@HeaderParam("If-Match") String ifMatch, Catalogue body) {
        Catalogue catalogue = need(body);
        return put(
                Kind.CATALOGUE,
                CATALOGUE,
                ifMatch,
                register -> register.with(catalogue),
                Register::catalogue);
    }

    @GET
    @Path("/identity-rules")
    @RolesAllowed({READ, WRITE, OFFICER})
    public Uni<Response> identityRules() {
        return entries.of(Kind.IDENTITY_RULES, IDENTITY_RULES)
                .map(entry -> entry.map(this::ok).orElseGet(() -> usual(IdentityRules.DEFAULT)));
    }

    /** What is left out of the body is as it is usual. */
    @PUT
    @Path("/identity-rules")
    @RolesAllowed({WRITE, OFFICER})
    public Uni<Response> putIdentityRules(
            @HeaderParam("If-Match") String ifMatch, IdentityRules body) {
        IdentityRules rules = need(body);
        return put(
                Kind.IDENTITY_RULES,
                IDENTITY_RULES,
                ifMatch,
                register -> register.with(rules),
                Register::identityRules);
    }

    private Uni<Response> get(Kind kind, String id) {
        return entries.of(kind, id)
                .map(entry -> entry.map(this::ok).orElseThrow(Policies::unknown));
    }

    private Uni<Response> delete(
            Kind kind, String id, String ifMatch, UnaryOperator<Register> change, String onFile) {
        return policies.delete(kind, id, ifMatch, change, onFile)
                .map(done -> Response.noContent().build());
    }

    private Uni<Response> put(
            Kind kind,
            String id,
            String ifMatch,
            UnaryOperator<Register> change,
            Function<Register, Object> stored) {
        return policies.put(kind, id, ifMatch, change, stored).map(this::ok);
    }

    private Response ok(Entry entry) {
        return Response.status(entry.created() ? 201 : 200)
                .tag("" + entry.version())
                .entity(entry.body())
                .build();
    }

    /** What is in force while nobody has registered another. */
    private static Response usual(Object entry) {
        return Response.ok(entry).tag("0").build();
    }

    private static <T> T need(T body) {
        if (body == null) {
            throw new ProblemException(ConsentProblem.INVALID_ENTRY, "a JSON body is needed");
        }
        return body;
    }

    private static String sameId(String path, String body) {
        if (body != null && !body.equals(path)) {
            throw new ProblemException(
                    ConsentProblem.INVALID_ENTRY, "'id' differs from the one in the path");
        }
        return path;
    }
}
