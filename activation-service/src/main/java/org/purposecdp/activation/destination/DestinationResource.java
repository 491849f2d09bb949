package org.purposecdp.activation.destination;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.activation.definition.Answers;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.secret.WebhookSecret;

/** Destinations by id. A secret is told once, in the answer that made it. */
@Path("/v1/destinations/{id}")
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class DestinationResource {
    private static final Duration LONGEST = Duration.ofDays(30);

    private final Destinations destinations;
    private final AddressRule addresses;
    private final Pseudonyms pseudonyms;

    DestinationResource(Destinations destinations, AddressRule addresses, Pseudonyms pseudonyms) {
        this.destinations = destinations;
        this.addresses = addresses;
        this.pseudonyms = pseudonyms;
    }

    /**
     * A destination as it is to be.
     *
     * @param secret {@code whsec_} and the base64 of 24 to 64 bytes; null to keep the one there is,
     *     or to have one made
     */
    public record Asked(
            Destination.Type type,
            String url,
            String secret,
            Integer timeoutSeconds,
            Integer maxInFlight,
            Channel channel) {
        Destination destination() {
            return new Destination(type, url, timeoutSeconds, maxInFlight, channel);
        }

        @Override
        public String toString() {
            return "Asked[…]";
        }
    }

    /**
     * @param secret null to have one made
     * @param formerHolds how long the one before goes on signing; a day where it is not said
     */
    public record Renewal(String secret, Duration formerHolds) {
        @Override
        public String toString() {
            return "Renewal[…]";
        }
    }

    /**
     * @param secret null where it was given
     * @param formerHoldsUntil until then both sign
     */
    public record Renewed(String secret, Instant formerHoldsUntil) {
        @Override
        public String toString() {
            return "Renewed[…]";
        }
    }

    @PUT
    @RolesAllowed({"activation:destinations:write", "privacy-officer", "admin"})
    public Uni<Response> put(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            Asked asked) {
        if (asked == null) {
            throw invalid("a destination has a 'url'");
        }
        Destination destination = asked.destination();
        try {
            destination.check(addresses);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
        return destinations
                .file(id, ifMatch, destination, given(asked.secret()))
                .map(
                        filed ->
                                Answers.of(
                                        filed.put(),
                                        filed.secret() == null
                                                ? Map.of()
                                                : Map.of("secret", filed.secret().value())));
    }

    @GET
    @RolesAllowed({
        "activation:destinations:read",
        "activation:destinations:write",
        "marketing",
        "privacy-officer",
        "admin"
    })
    public Uni<Response> get(@PathParam("id") String id) {
        return destinations.get(id).map(Answers::of);
    }

    @DELETE
    @RolesAllowed({"activation:destinations:write", "privacy-officer", "admin"})
    public Uni<Void> delete(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return destinations.delete(id, ifMatch, (found, before) -> true);
    }

    /**
     * The same key gives the same secret: were a repeat to make another, the one that the receiver
     * still checks by would no longer sign.
     */
    @POST
    @Path("/secret")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"activation:destinations:write", "privacy-officer", "admin"})
    @Operation(
            summary = "Gives the destination a new secret",
            description =
                    "The one before signs beside it for a day, or for as long as formerHolds says:"
                            + " PT0S takes it back at once.")
    public Uni<Response> renew(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") String key,
            Renewal renewal) {
        WebhookSecret given = renewal == null ? null : given(renewal.secret());
        Duration holds =
                renewal == null || renewal.formerHolds() == null
                        ? Secrets.OVERLAP
                        : renewal.formerHolds();
        if (holds.isNegative() || holds.compareTo(LONGEST) > 0) {
            throw invalid("'formerHolds' is a duration as PT24H, at most P30D");
        }
        WebhookSecret secret = given != null ? given : made(id, key);
        return destinations
                .renew(id, secret, holds)
                .map(
                        renewed ->
                                Response.status(201)
                                        .entity(
                                                new Renewed(
                                                        given == null ? secret.value() : null,
                                                        renewed.until()))
                                        .build());
    }

    private WebhookSecret made(String id, String key) {
        return key == null
                ? WebhookSecret.random()
                : WebhookSecret.of(pseudonyms.derived("destination secret " + id + ' ' + key));
    }

    private static WebhookSecret given(String secret) {
        WebhookSecret given = secret == null ? null : new WebhookSecret(secret);
        if (given != null && !given.wellFormed()) {
            throw invalid(WebhookSecret.ACCEPTED);
        }
        return given;
    }

    private static ProblemException invalid(String accepted) {
        return new ProblemException(CommonProblem.INVALID_VALUE, accepted);
    }
}
