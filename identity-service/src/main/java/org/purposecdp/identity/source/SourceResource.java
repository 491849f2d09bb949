package org.purposecdp.identity.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Source.Shown;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.text.Shape;
import org.purposecdp.identity.source.SourceRegister.Registration;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.state.PolicyHolder;

/** Registers sources. A write key is in the answer that makes it, and nowhere else. */
@Path("/v1/sources/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class SourceResource {
    private static final Shape ID = Shape.of(64, "[a-z0-9][a-z0-9._-]*");

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final SourceRegister register;
    private final PolicyHolder policies;

    SourceResource(SourceRegister register, PolicyHolder policies) {
        this.register = register;
        this.policies = policies;
    }

    /**
     * @param consentFirst of a PUBLIC source true unless it was registered otherwise; where all its
     *     activities name an exemption it is asked only if it was registered so
     * @param writeKey only in the answer that made it
     */
    public record Registered(
            String id,
            SourceKind kind,
            String name,
            boolean consentFirst,
            List<Shown> shows,
            List<String> origins,
            String mode,
            String writeKey) {
        static Registered of(Source source, WriteKey key) {
            return new Registered(
                    source.id(),
                    source.kind(),
                    source.name(),
                    source.asksFirst(),
                    source.shows(),
                    source.origins(),
                    "LIVE",
                    key == null ? null : key.value());
        }
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"identity:sources:write", "privacy-officer", "admin"})
    @Operation(
            summary = "Registers a source, or changes it",
            description =
                    "What is left out is as if never said. A PUBLIC source takes nothing of a device"
                            + " that has not said yes (consentFirst), unless each activity that"
                            + " names it names its exemption (terminalExemption).")
    public Uni<Response> register(
            @PathParam("id") String id,
            @HeaderParam("If-Match") String ifMatch,
            Description description) {
        requireId(id);
        require(description != null, "a source has a 'kind': PUBLIC, SERVER or AUTHENTICATING");
        Instant now = Instant.now();
        Description asked = description.checked(id, now);
        if (asked.kind() == SourceKind.PUBLIC && Boolean.FALSE.equals(asked.consentFirst())) {
            requireExempt(id, now);
        }
        return register.register(id, asked, ifMatch).map(SourceResource::answer);
    }

    /** ePrivacy Art. 5(3): no source may say of itself that it need not ask. */
    private void requireExempt(String id, Instant now) {
        List<String> without =
                activities(id)
                        .filter(activity -> activity.inForce(now))
                        .filter(activity -> activity.terminalExemption() == null)
                        .map(Activity::id)
                        .toList();
        require(
                without.isEmpty(),
                "'consentFirst' is false only where each activity that names the source has a"
                        + " 'terminalExemption'; these have none: "
                        + String.join(", ", without));
    }

    private Stream<Activity> activities(String source) {
        return policies.current().map(Policy::activities).orElse(List.of()).stream()
                .filter(activity -> activity.sources().contains(source));
    }

    @DELETE
    @RolesAllowed({"identity:sources:write", "privacy-officer", "admin"})
    @Operation(
            summary = "Ends a source",
            description =
                    "Its keys end within ten seconds everywhere. While an activity, a hook or a"
                            + " topic rests on it that is refused (409). What came from it is kept as"
                            + " the policy has it; under its id none but a source of the same kind"
                            + " can be registered again.")
    public Uni<Response> end(@PathParam("id") String id, @HeaderParam("If-Match") String ifMatch) {
        requireId(id);
        if (policies.current().isEmpty()) {
            throw new ProblemException(
                            CommonProblem.NOT_READY, "the policy is not known yet; try again")
                    .withRetryAfter(2);
        }
        return register.end(id, ifMatch, activities(id).map(Activity::id).toList())
                .replaceWith(() -> Response.noContent().build());
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
        require(ID.fits(id), "an id is of a-z, 0-9, '.', '_', '-', at most 64");
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
