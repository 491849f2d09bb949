package org.purposecdp.identity.console;

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

import org.purposecdp.identity.node.Stewardship;
import org.purposecdp.identity.steward.Given;

/** Where each role begins, and how what was decided is taken back. */
@Path("/console")
@Tenant("console")
@Produces(MediaType.TEXT_HTML)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class HomePages {
    private final Stewardship stewardship;
    private final Visit visit;

    HomePages(Stewardship stewardship, Visit visit) {
        this.stewardship = stewardship;
        this.visit = visit;
    }

    @GET
    @RolesAllowed({"steward", "admin", "privacy-officer"})
    public Response home() {
        return Visit.to(visit.is("privacy-officer") ? "/console/sources" : "/console/reviews");
    }

    /** The mechanism ends the session before this is reached; see quarkus.oidc.console.logout. */
    @GET
    @Path("/logout")
    @RolesAllowed({"steward", "admin", "privacy-officer"})
    public Response logout() {
        return Visit.to("/console");
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
        visit.require(token);
        boolean toProfile = profile != null && Given.isNode(profile);
        return stewardship
                .revoke(id, same, visit.user())
                .replaceWith(
                        () ->
                                Visit.to(
                                        (toProfile
                                                        ? "/console/profiles/" + profile
                                                        : "/console/reviews")
                                                + "?done=undone"));
    }
}
