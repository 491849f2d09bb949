package org.purposecdp.identity.console;

import java.util.List;

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

import org.purposecdp.identity.look.Looks;
import org.purposecdp.identity.matching.Link;
import org.purposecdp.identity.node.Stewardship;
import org.purposecdp.identity.steward.Given;
import org.purposecdp.identity.steward.LinkId;
import org.purposecdp.identity.steward.ReviewCursor;

/** One pair after another, to be decided about. */
@Path("/console/reviews")
@Tenant("console")
@Produces(MediaType.TEXT_HTML)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class ReviewPages {
    private final Stewardship stewardship;
    private final Looks looks;
    private final Visit visit;

    ReviewPages(Stewardship stewardship, Looks looks, Visit visit) {
        this.stewardship = stewardship;
        this.looks = looks;
        this.visit = visit;
    }

    /**
     * The likeliest pair that nobody has decided about.
     *
     * @param after the last one that was skipped; null for none
     */
    @GET
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> review(
            @QueryParam("after") String after, @QueryParam("done") String done) {
        return stewardship
                .open(ReviewCursor.parse(after), 1)
                .chain(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().nullItem()
                                        : pair(found.get(0).link()))
                .chain(pair -> Visit.page(Pages.review(visit.frame(done), pair)));
    }

    private Uni<Pages.Pair> pair(Link link) {
        String id = LinkId.of(link);
        return stewardship
                .explained(link.one(), link.other())
                .chain(
                        found ->
                                looks.at(
                                                visit.viewer(),
                                                "page: review",
                                                List.of(
                                                        found.one().profileId(),
                                                        found.other().profileId()),
                                                List.of(found.one().node(), found.other().node()))
                                        .map(
                                                seen ->
                                                        Shown.pair(
                                                                found,
                                                                seen,
                                                                id,
                                                                ReviewCursor.of(link))));
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({"steward", "admin"})
    public Uni<Response> decide(
            @PathParam("id") String id,
            @RestForm String token,
            @RestForm String decision,
            @RestForm String reason) {
        visit.require(token);
        LinkId link = LinkId.parse(id);
        boolean same = "SAME".equals(decision);
        Given.require(same || "DIFFERENT".equals(decision), "'decision' is SAME or DIFFERENT");
        return stewardship
                .decidePair(visit.asks(reason), link.one(), link.other(), same)
                .map(
                        made ->
                                Visit.to(
                                        "/console/reviews"
                                                + visit.done(same ? "same" : "different", made)));
    }
}
