package org.purposecdp.identity.source;

import java.util.regex.Pattern;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.identity.source.Sources.Registration;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Registers sources. The write key is in the answer that creates one, and nowhere else. */
@Path("/v1/sources/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class SourceResource {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final Sources sources;

    SourceResource(Sources sources) {
        this.sources = sources;
    }

    /** What a source is registered with. */
    public record Description(SourceKind kind, String name) {}

    /**
     * @param writeKey only in the answer that created the source
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
        require(ID.matcher(id).matches(), "an id is of a-z, 0-9, '.', '_', '-', at most 64");
        require(
                description != null && description.kind() != null,
                "'kind' is one of PUBLIC, SERVER, AUTHENTICATING");
        String name = description.name() == null ? id : description.name();
        require(!name.isBlank() && name.length() <= 200, "'name' has 1 to 200 characters");
        return sources.register(id, description.kind(), name)
                .chain(registration -> settle(registration, description.kind(), name, ifMatch));
    }

    @GET
    @RolesAllowed({"identity:sources:read", "identity:sources:write", "privacy-officer", "admin"})
    public Uni<Response> read(@PathParam("id") String id) {
        return sources.read(id)
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new ProblemException(
                                                        CommonProblem.NOT_FOUND,
                                                        "no source is registered under this id")))
                .map(source -> answer(Response.ok(), source, null));
    }

    private Uni<Response> settle(
            Registration registration, SourceKind kind, String name, String ifMatch) {
        Source source = registration.source();
        if (registration.writeKey() != null) {
            return Uni.createFrom()
                    .item(answer(Response.status(201), source, registration.writeKey()));
        }
        if (source.kind() != kind) {
            throw new ProblemException(
                    IdentityProblem.SOURCE_KIND_FIXED,
                    "it is " + source.kind() + "; register another source for " + kind);
        }
        if (source.name().equals(name)) {
            return Uni.createFrom().item(answer(Response.ok(), source, null));
        }
        if (!etag(source).equals(ifMatch)) {
            throw changed(source);
        }
        return sources.rename(source.id(), source.version(), name)
                .map(renamed -> renamed.orElseThrow(() -> changed(source)))
                .map(renamed -> answer(Response.ok(), renamed, null));
    }

    private static ProblemException changed(Source source) {
        return new ProblemException(
                CommonProblem.PRECONDITION_FAILED,
                "to change it send If-Match with the ETag last read, now " + etag(source));
    }

    private static Response answer(Response.ResponseBuilder builder, Source source, WriteKey key) {
        return builder.header("ETag", etag(source)).entity(Registered.of(source, key)).build();
    }

    private static String etag(Source source) {
        return '"' + Long.toString(source.version()) + '"';
    }

    private static void require(boolean condition, String accepted) {
        if (!condition) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, accepted);
        }
    }
}
