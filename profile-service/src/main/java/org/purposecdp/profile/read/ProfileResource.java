package org.purposecdp.profile.read;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Reads of profiles, each for one purpose that the caller's token names. */
@Path("/v1/profiles")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"profile:profiles:read", "service-desk", "marketing", "privacy-officer"})
public class ProfileResource {
    private final Reading reading;
    private final Caller caller;

    ProfileResource(Reading reading, Caller caller) {
        this.reading = reading;
        this.caller = caller;
    }

    /** The identifier stands in the body: a path would end up in logs. */
    public record LookUp(Name identifier, String purpose) {
        /** An identifier as the caller has it. */
        public record Name(String namespace, String value) {
            @Override
            public String toString() {
                return namespace + ":…";
            }
        }
    }

    @GET
    @Path("/{profileId}")
    public Uni<ProfileView> read(@RestPath String profileId, @RestQuery String purpose) {
        return reading.read(profileId, allowed(purpose), caller.clientId());
    }

    @POST
    @Path("/lookup")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Reads the profile that bears an identifier",
            description =
                    "Where several bear it the answer is 409 SHARED_IDENTIFIER with their"
                            + " profileIds, at most 20: more says whether there are others.")
    public Uni<ProfileView> lookUp(LookUp body) {
        if (body == null
                || body.identifier() == null
                || body.identifier().namespace() == null
                || body.identifier().value() == null) {
            throw invalid("\"identifier\" must have \"namespace\" and \"value\"");
        }
        Identifier identifier =
                new Identifier(body.identifier().namespace(), body.identifier().value());
        return reading.lookUp(identifier, allowed(body.purpose()), caller.clientId());
    }

    private String allowed(String purpose) {
        if (purpose == null || purpose.isBlank()) {
            throw invalid("\"purpose\" is missing");
        }
        caller.allowed().require(purpose);
        return purpose;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(CommonProblem.INVALID_VALUE, detail);
    }
}
