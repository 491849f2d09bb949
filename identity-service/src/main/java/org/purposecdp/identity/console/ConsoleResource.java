package org.purposecdp.identity.console;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

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
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.NamespaceRule;
import org.purposecdp.contracts.identifier.Normaliser;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.capture.RecentRecords;
import org.purposecdp.identity.matching.Link;
import org.purposecdp.identity.node.Stewardship;
import org.purposecdp.identity.source.SourceDesk;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.state.PolicyHolder;

/**
 * The pages. They hold personal data: nothing of it is in an address, and no browser keeps them.
 * What a form asks for is done, then a page is shown by another request, so that loading it anew
 * does nothing twice.
 */
@Path("/console")
@Tenant("console")
@Produces(MediaType.TEXT_HTML)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class ConsoleResource {
    private static final String HTML = "text/html;charset=UTF-8";
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'";
    private static final Pattern NODE = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern LINK = Pattern.compile("[0-9a-f]{32}~[0-9a-f]{32}");
    private static final int LONGEST_REASON = 1_000;

    private final Stewardship stewardship;
    private final SourceDesk sources;
    private final RecentRecords recent;
    private final FormTokens tokens;
    private final SecurityIdentity identity;
    private final Pseudonyms pseudonyms;
    private final Supplier<Normaliser> normaliser;
    private final PolicyHolder policies;

    ConsoleResource(
            Stewardship stewardship,
            SourceDesk sources,
            RecentRecords recent,
            FormTokens tokens,
            SecurityIdentity identity,
            Pseudonyms pseudonyms,
            Supplier<Normaliser> normaliser,
            PolicyHolder policies) {
        this.stewardship = stewardship;
        this.sources = sources;
        this.recent = recent;
        this.tokens = tokens;
        this.identity = identity;
        this.pseudonyms = pseudonyms;
        this.normaliser = normaliser;
        this.policies = policies;
    }

    @GET
    @RolesAllowed({"steward", "admin", "privacy-officer"})
    public Response home() {
        return to(identity.hasRole("privacy-officer") ? "/console/sources" : "/console/reviews");
    }

    /**
     * The likeliest pair that nobody has decided about.
     *
     * @param after skipped pairs: weight and id of the last one
     */
    @GET
    @Path("/reviews")
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> review(
            @QueryParam("after") String after, @QueryParam("done") String done) {
        return stewardship
                .open(after(after), 1)
                .chain(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().nullItem()
                                        : pair(found.get(0).link()))
                .chain(pair -> page(Pages.review(frame(done), pair)));
    }

    private Uni<Pages.Pair> pair(Link link) {
        String id = link.one() + '~' + link.other();
        return stewardship
                .explained(link.one(), link.other())
                .map(found -> Shown.pair(found, id, link.weight() + "~" + id));
    }

    @POST
    @Path("/reviews/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> decide(
            @PathParam("id") String id,
            @RestForm String token,
            @RestForm String decision,
            @RestForm String reason) {
        tokens.require(user(), token);
        require(LINK.matcher(id).matches(), "a link's id is two nodeIds with a ~ between them");
        boolean same = "SAME".equals(decision);
        require(same || "DIFFERENT".equals(decision), "'decision' is SAME or DIFFERENT");
        String[] nodes = id.split("~");
        return stewardship
                .decidePair(
                        UUID.randomUUID().toString(),
                        nodes[0],
                        nodes[1],
                        same,
                        reason(reason),
                        user())
                .map(made -> to("/console/reviews?done=" + (same ? "same." : "different.") + made));
    }

    @POST
    @Path("/decisions/{id}/undo")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> undo(
            @PathParam("id") String id,
            @RestForm String token,
            @RestForm boolean same,
            @RestForm String profile) {
        tokens.require(user(), token);
        boolean toProfile = profile != null && NODE.matcher(profile).matches();
        return stewardship
                .revoke(id, same, user())
                .replaceWith(
                        () ->
                                to(
                                        (toProfile
                                                        ? "/console/profiles/" + profile
                                                        : "/console/reviews")
                                                + "?done=undone"));
    }

    @GET
    @Path("/profiles")
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> search(@QueryParam("done") String done) {
        List<String> namespaces =
                policies.identityRules().known().stream()
                        .map(NamespaceRule::namespace)
                        .sorted(policies.identityRules().strongestFirst())
                        .toList();
        return page(Pages.search(frame(done), namespaces));
    }

    @POST
    @Path("/profiles")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> lookUp(
            @RestForm String token, @RestForm String namespace, @RestForm String value) {
        tokens.require(user(), token);
        require(
                namespace != null && value != null && !value.isBlank() && value.length() <= 500,
                "'namespace' and 'value' name somebody");
        return normaliser
                .get()
                .normalise(new Identifier(namespace, value))
                .map(pseudonyms::identifier)
                .map(stewardship::profileBearing)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(
                        found ->
                                to(
                                        found.map(id -> "/console/profiles/" + id)
                                                .orElse("/console/profiles?done=nobody")));
    }

    @GET
    @Path("/profiles/{id}")
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> profile(@PathParam("id") String id, @QueryParam("done") String done) {
        require(NODE.matcher(id).matches(), "a profileId is 32 hexadecimal digits");
        return stewardship
                .grown(id)
                .chain(grown -> page(Pages.cluster(frame(done), Shown.cluster(grown))));
    }

    @POST
    @Path("/profiles/{id}/split")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> split(
            @PathParam("id") String id,
            @RestForm String token,
            @RestForm List<String> nodes,
            @RestForm String reason) {
        tokens.require(user(), token);
        require(
                nodes != null
                        && !nodes.isEmpty()
                        && nodes.stream().allMatch(node -> NODE.matcher(node).matches()),
                "choose the records that are another person's");
        return stewardship
                .split(UUID.randomUUID().toString(), id, Set.copyOf(nodes), reason(reason), user())
                .map(made -> to("/console/profiles/" + id + "?done=split." + made));
    }

    @POST
    @Path("/profiles/{id}/merge")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> merge(
            @PathParam("id") String id,
            @RestForm String token,
            @RestForm String other,
            @RestForm String reason) {
        tokens.require(user(), token);
        require(
                other != null && NODE.matcher(other.strip()).matches() && !other.strip().equals(id),
                "'other' is another profileId");
        return stewardship
                .merge(UUID.randomUUID().toString(), id, other.strip(), reason(reason), user())
                .map(made -> to("/console/profiles/" + id + "?done=merged." + made));
    }

    @GET
    @Path("/sources")
    @RolesAllowed({"admin", "privacy-officer"})
    public Uni<Response> sources() {
        return sources(null);
    }

    /** The key is in this answer and nowhere else. */
    @POST
    @Path("/sources")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({"admin", "privacy-officer"})
    public Uni<Response> register(
            @RestForm String token,
            @RestForm String id,
            @RestForm String kind,
            @RestForm String name) {
        tokens.require(user(), token);
        SourceKind of =
                Arrays.stream(SourceKind.values())
                        .filter(each -> each.name().equals(kind))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                CommonProblem.INVALID_VALUE,
                                                "'kind' is one of PUBLIC, SERVER, AUTHENTICATING"));
        return sources.register(id, of, name).chain(key -> sources(key));
    }

    private Uni<Response> sources(String writeKey) {
        return sources.all()
                .map(all -> all.stream().map(Shown::source).toList())
                .chain(all -> page(Pages.sources(frame(null), all, kinds(), writeKey)));
    }

    private static List<String> kinds() {
        return Arrays.stream(SourceKind.values()).map(Enum::name).toList();
    }

    /** Loads itself anew every few seconds. */
    @GET
    @Path("/sources/{id}")
    @RolesAllowed({"admin", "privacy-officer"})
    public Uni<Response> live(@PathParam("id") String id) {
        return page(
                Pages.live(frame(null), id, recent.of(id).stream().map(Shown::recent).toList()));
    }

    private Pages.Frame frame(String done) {
        return Pages.Frame.of(tokens.of(user()), done);
    }

    private String user() {
        return identity.getPrincipal().getName();
    }

    private static Uni<Response> page(TemplateInstance template) {
        return template.createUni()
                .map(
                        html ->
                                Response.ok(html, HTML)
                                        .header("Content-Security-Policy", POLICY)
                                        .header("Cache-Control", "no-store")
                                        .header("Referrer-Policy", "no-referrer")
                                        .header("X-Content-Type-Options", "nosniff")
                                        .build());
    }

    private static Response to(String path) {
        return Response.seeOther(URI.create(path)).build();
    }

    private static Link after(String text) {
        if (text == null) {
            return null;
        }
        try {
            String[] parts = text.split("~");
            return new Link(parts[1], parts[2], Integer.parseInt(parts[0]));
        } catch (RuntimeException e) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'after' is one that an earlier page gave");
        }
    }

    private static String reason(String reason) {
        require(
                reason != null && !reason.isBlank() && reason.length() <= LONGEST_REASON,
                "'reason' says why, in up to 1,000 characters, without personal data");
        return reason;
    }

    private static void require(boolean condition, String accepted) {
        if (!condition) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, accepted);
        }
    }
}
