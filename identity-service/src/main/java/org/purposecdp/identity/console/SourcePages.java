package org.purposecdp.identity.console;

import java.util.Arrays;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.oidc.Tenant;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.capture.RecentRecords;
import org.purposecdp.identity.source.SourceDesk;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Sources: registered, and seen at work. */
@Path("/console/sources")
@Tenant("console")
@Produces(MediaType.TEXT_HTML)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class SourcePages {
    private final SourceDesk sources;
    private final RecentRecords recent;
    private final Visit visit;

    SourcePages(SourceDesk sources, RecentRecords recent, Visit visit) {
        this.sources = sources;
        this.recent = recent;
        this.visit = visit;
    }

    @GET
    @RolesAllowed({"admin", "privacy-officer"})
    public Uni<Response> sources() {
        return sources(null);
    }

    /** The key is in this answer and nowhere else. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({"admin", "privacy-officer"})
    public Uni<Response> register(
            @RestForm String token,
            @RestForm String id,
            @RestForm String kind,
            @RestForm String name) {
        visit.require(token);
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
                .chain(all -> Visit.page(Pages.sources(visit.frame(null), all, kinds(), writeKey)));
    }

    private static List<String> kinds() {
        return Arrays.stream(SourceKind.values()).map(Enum::name).toList();
    }

    /** Loads itself anew every few seconds. */
    @GET
    @Path("/{id}")
    @RolesAllowed({"admin", "privacy-officer"})
    public Uni<Response> live(@PathParam("id") String id) {
        return sources.required(id)
                .chain(
                        source ->
                                Visit.page(
                                        Pages.live(
                                                visit.frame(null),
                                                source.id(),
                                                recent.of(source.id()).stream()
                                                        .map(Shown::recent)
                                                        .toList())));
    }
}
