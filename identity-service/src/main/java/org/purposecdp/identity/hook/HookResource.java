package org.purposecdp.identity.hook;

import java.time.OffsetDateTime;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.hook.HookTable.Stored;
import org.purposecdp.identity.source.Revision;
import org.purposecdp.identity.source.Sources;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** A source's hook. Its secret is in the answer that makes one, and nowhere else. */
@Path("/v1/sources/{source}/hook")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class HookResource {
    private final HookTable hooks;
    private final Sources sources;
    private final Pseudonyms pseudonyms;

    HookResource(HookTable hooks, Sources sources, Pseudonyms pseudonyms) {
        this.hooks = hooks;
        this.sources = sources;
        this.pseudonyms = pseudonyms;
    }

    /**
     * @param hook what it sends and how it signs
     * @param secret only in the answer that made it
     */
    public record Answer(Hook hook, String secret) {}

    /**
     * @param hook as it is to be
     * @param secret for a new hook: what the system signs with; null to have one made
     */
    public record Asked(Hook hook, String secret) {}

    /**
     * @param secret null to have one made
     */
    public record NewSecret(String secret) {}

    /**
     * @param secret null where it was given
     * @param previousHoldsUntil until then what was signed with the one before is taken as well
     */
    public record Renewed(String secret, OffsetDateTime previousHoldsUntil) {}

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"identity:sources:write", "privacy-officer", "admin"})
    public Uni<Response> put(
            @PathParam("source") String source,
            @HeaderParam("If-Match") String ifMatch,
            Asked asked) {
        if (asked == null || asked.hook() == null) {
            throw invalid(
                    "'hook' has 'mapping' and 'signature'; 'records' and 'event' may be left out");
        }
        Hook hook = asked.hook().checked();
        HookSecret given =
                asked.secret() == null ? null : HookSecret.given(asked.secret(), hook.signature());
        return sources.ofId(source)
                .invoke(found -> found.orElseThrow(HookResource::noSource))
                .chain(() -> hooks.of(source))
                .chain(
                        known ->
                                known.isPresent()
                                        ? change(source, known.get(), hook, given, ifMatch)
                                        : create(source, hook, given));
    }

    private Uni<Response> create(String source, Hook hook, HookSecret given) {
        HookSecret secret = given == null ? HookSecret.random() : given;
        return hooks.create(source, hook, secret)
                .invoke(Revision::requireDone)
                .map(
                        made ->
                                Response.status(201)
                                        .header("ETag", Revision.FIRST.etag())
                                        .entity(
                                                new Answer(
                                                        hook,
                                                        given == null ? secret.value() : null))
                                        .build());
    }

    private Uni<Response> change(
            String source, Stored known, Hook hook, HookSecret given, String ifMatch) {
        if (given != null && !known.secrets().get(0).equals(given)) {
            throw invalid("a new secret goes to POST /v1/sources/{source}/hook/secret");
        }
        if (known.hook().equals(hook)) {
            return Uni.createFrom().item(answer(hook, known.revision()));
        }
        known.revision().require(ifMatch);
        return hooks.change(source, hook, known.revision())
                .invoke(Revision::requireDone)
                .map(done -> answer(hook, known.revision().next()));
    }

    @GET
    @RolesAllowed({"identity:sources:read", "identity:sources:write", "privacy-officer", "admin"})
    public Uni<Response> read(@PathParam("source") String source) {
        return hooks.of(source)
                .map(found -> found.orElseThrow(HookResource::noHook))
                .map(stored -> answer(stored.hook(), stored.revision()));
    }

    @DELETE
    @RolesAllowed({"identity:sources:write", "privacy-officer", "admin"})
    public Uni<Void> end(@PathParam("source") String source) {
        return hooks.end(source);
    }

    /**
     * The same key gives the same secret: were a repeat to make another, the one that the system
     * still signs with would no longer be the one before.
     */
    @POST
    @Path("/secret")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"identity:sources:write", "privacy-officer", "admin"})
    public Uni<Renewed> renew(
            @PathParam("source") String source,
            @HeaderParam("Idempotency-Key") String key,
            NewSecret asked) {
        return hooks.of(source)
                .map(found -> found.orElseThrow(HookResource::noHook))
                .chain(stored -> renew(source, stored, key, asked == null ? null : asked.secret()));
    }

    private Uni<Renewed> renew(String source, Stored stored, String key, String given) {
        HookSecret secret =
                given != null
                        ? HookSecret.given(given, stored.hook().signature())
                        : key == null
                                ? HookSecret.random()
                                : HookSecret.of(
                                        pseudonyms.derived("hook secret " + source + ' ' + key));
        return hooks.renew(source, secret, stored.secrets().get(0))
                .map(until -> new Renewed(given == null ? secret.value() : null, until));
    }

    private static Response answer(Hook hook, Revision revision) {
        return Response.ok(new Answer(hook, null)).header("ETag", revision.etag()).build();
    }

    private static ProblemException invalid(String accepted) {
        return new ProblemException(CommonProblem.INVALID_VALUE, accepted);
    }

    private static ProblemException noSource() {
        return new ProblemException(
                CommonProblem.NOT_FOUND, "register the source first, by PUT /v1/sources/{source}");
    }

    private static ProblemException noHook() {
        return new ProblemException(
                CommonProblem.NOT_FOUND, "this source has no hook; make one by PUT");
    }
}
