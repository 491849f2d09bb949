package org.purposecdp.identity.source;

import java.time.Duration;
import java.util.regex.Pattern;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.source.SourceRegister.Registration;
import org.purposecdp.identity.text.WellFormed;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Registers sources. A write key is in the answer that makes it, and nowhere else. */
@Path("/v1/sources/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class SourceResource {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final SourceRegister register;

    SourceResource(SourceRegister register) {
        this.register = register;
    }

    /** What a source is registered with. */
    public record Description(SourceKind kind, String name) {}

    /**
     * @param writeKey only in the answer that made it
     */
    public record Registered(String id, SourceKind kind, String name, String writeKey) {
        static Registered of(Source source, WriteKey key) {
            return new Registered(
                    source.id(), source.kind(), source.name(), key == null ? null : key.value());
        }
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"identity:sources:write", "privacy-officer", "admin"})
    public Uni<Response> register(
            @PathParam("id") String id,
            @HeaderParam("If-Match") String ifMatch,
            Description description) {
        requireId(id);
        require(
                description != null && description.kind() != null,
                "'kind' is one of PUBLIC, SERVER, AUTHENTICATING");
        String name = name(id, description.name());
        return register.register(id, description.kind(), name, ifMatch).map(SourceResource::answer);
    }

    @GET
    @RolesAllowed({"identity:sources:read", "identity:sources:write", "privacy-officer", "admin"})
    public Uni<Response> read(@PathParam("id") String id) {
        return register.ofId(id)
                .map(found -> found.orElseThrow(SourceRegister::unknown))
                .map(source -> answer(Response.ok(), source, null));
    }

    /**
     * @param formerHolds how long the key before goes on holding; a day where it is not said
     */
    public record Renewal(Duration formerHolds) {}

    @POST
    @Path("/write-key")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"identity:sources:write", "privacy-officer", "admin"})
    @Operation(
            summary = "Gives the source a new write key",
            description =
                    "The key before holds for a day, or for as long as formerHolds says: PT0S takes"
                            + " it back, which every instance knows within ten seconds.")
    public Uni<Response> renewKey(@PathParam("id") String id, Renewal renewal) {
        requireId(id);
        Duration holds =
                renewal == null || renewal.formerHolds() == null ? DAY : renewal.formerHolds();
        require(
                !holds.isNegative() && holds.compareTo(LONGEST) <= 0,
                "'formerHolds' is a duration as PT24H, at most P30D");
        return register.renewKey(id, holds)
                .map(made -> answer(Response.status(201), made.source(), made.writeKey()));
    }

    static void requireId(String id) {
        require(
                id != null && ID.matcher(id).matches(),
                "an id is of a-z, 0-9, '.', '_', '-', at most 64");
    }

    /** The id where none is given. */
    static String name(String id, String given) {
        String name = given == null || given.isBlank() ? id : given;
        require(name.length() <= 200 && WellFormed.is(name), "'name' has 1 to 200 characters");
        return name;
    }

    private static Response answer(Registration registration) {
        boolean made = registration.writeKey() != null;
        return answer(
                Response.status(made ? 201 : 200), registration.source(), registration.writeKey());
    }

    private static Response answer(Response.ResponseBuilder builder, Source source, WriteKey key) {
        return builder.header("ETag", source.revision().etag())
                .entity(Registered.of(source, key))
                .build();
    }

    private static void require(boolean condition, String accepted) {
        if (!condition) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, accepted);
        }
    }
}
