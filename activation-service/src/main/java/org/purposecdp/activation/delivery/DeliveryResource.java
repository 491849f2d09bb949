package org.purposecdp.activation.delivery;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.activation.delivery.Deliveries.After;
import org.purposecdp.activation.delivery.Deliveries.Filter;
import org.purposecdp.contracts.text.Split;
import org.purposecdp.kit.caller.Caller;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What became of deliveries for the purposes that the token names, newest first. No values. */
@Path("/v1/deliveries")
@Cancellable(false) // a client that leaves amid a session would leak its connection
public class DeliveryResource {
    private static final Set<String> STATES =
            Set.of("QUEUED", "CLAIMED", "DELIVERED", "SUPPRESSED", "FAILED");

    private final Deliveries deliveries;
    private final Caller caller;

    DeliveryResource(Deliveries deliveries, Caller caller) {
        this.deliveries = deliveries;
        this.caller = caller;
    }

    /**
     * @param cursor of the next page; null at the end
     */
    public record Page(List<Delivery> deliveries, String cursor) {}

    @GET
    @RolesAllowed({
        "activation:deliveries:read",
        "marketing",
        "service-desk",
        "privacy-officer",
        "admin"
    })
    public Uni<Page> list(
            @QueryParam("activation") String activation,
            @QueryParam("profileId") String profileId,
            @QueryParam("state") String state,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") String cursor) {
        if (state != null && !STATES.contains(state)) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'state' is one of " + String.join(", ", STATES));
        }
        if (limit < 1 || limit > 1000) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, "'limit' is 1 to 1000");
        }
        Filter filter = new Filter(activation, profileId, state, caller.allowed().purposes());
        After after = after(cursor);
        if (filter.purposes().isEmpty()) {
            return Uni.createFrom().item(new Page(List.of(), null));
        }
        return deliveries
                .page(filter, after, limit)
                .map(page -> new Page(page, page.size() < limit ? null : cursor(page)));
    }

    private static String cursor(List<Delivery> page) {
        Delivery last = page.get(page.size() - 1);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((last.createdAt() + " " + last.deliveryId()).getBytes(UTF_8));
    }

    private static After after(String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            List<String> parts =
                    Split.at(' ', new String(Base64.getUrlDecoder().decode(cursor), UTF_8));
            return new After(Instant.parse(parts.get(0)), parts.get(1));
        } catch (RuntimeException e) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'cursor' is one that an earlier page gave");
        }
    }
}
