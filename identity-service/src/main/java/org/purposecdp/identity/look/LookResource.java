package org.purposecdp.identity.look;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.contracts.text.Shape;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Who has looked at somebody here, the newest first. */
@Path("/v1/looks")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class LookResource {
    private static final Shape PROFILE_ID = Shape.of(32, "[0-9a-f]{32}");

    private final Looks looks;

    LookResource(Looks looks) {
        this.looks = looks;
    }

    public record Page(List<Looks.Look> looks) {}

    @GET
    @RolesAllowed({"privacy-officer", "admin"})
    public Uni<Page> of(@QueryParam("profileId") String profileId) {
        if (!PROFILE_ID.fits(profileId)) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'profileId' is 32 hexadecimal digits");
        }
        return looks.of(profileId).map(Page::new);
    }
}
