package org.purposecdp.activation.delivery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What became of deliveries, newest first. No values. */
@Path("/v1/deliveries")
public class DeliveryResource {
    private static final Set<String> STATES =
            Set.of("QUEUED", "CLAIMED", "DELIVERED", "SUPPRESSED", "FAILED");

    private static final String PAGE =
            """
            select id, activation, destination, purpose, profile_id, record_id, state, reason,
                evidence, nodes, subject_version, attempts, created_at, finished_at
            from delivery
            where ($1::text is null or activation = $1) and ($2::text is null or profile_id = $2)
                and ($3::text is null or state = $3)
                and ($4::timestamptz is null or (created_at, id) < ($4, $5::text))
            order by created_at desc, id desc limit $6
            """;

    private final Pool pool;

    DeliveryResource(Pool pool) {
        this.pool = pool;
    }

    /** One delivery as it stands. */
    public record Delivery(
            String deliveryId,
            String activation,
            String destination,
            String purpose,
            String profileId,
            String recordId,
            String state,
            String reason,
            String evidence,
            List<String> nodes,
            long subjectVersion,
            int attempts,
            Instant createdAt,
            Instant finishedAt) {}

    /**
     * @param cursor of the next page; null at the end
     */
    public record Page(List<Delivery> deliveries, String cursor) {}

    private record Cursor(Instant createdAt, String id) {
        static final Cursor START = new Cursor(null, null);

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((createdAt + " " + id).getBytes(UTF_8));
        }

        static Cursor of(String text) {
            if (text == null) {
                return START;
            }
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ");
                return new Cursor(Instant.parse(parts[0]), parts[1]);
            } catch (RuntimeException e) {
                throw new ProblemException(
                        CommonProblem.INVALID_VALUE, "'cursor' is one that an earlier page gave");
            }
        }
    }

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
        Cursor from = Cursor.of(cursor);
        return pool.preparedQuery(PAGE)
                .execute(
                        Tuple.tuple()
                                .addValue(activation)
                                .addValue(profileId)
                                .addValue(state)
                                .addValue(
                                        from.createdAt() == null
                                                ? null
                                                : from.createdAt().atOffset(ZoneOffset.UTC))
                                .addValue(from.id())
                                .addValue(limit))
                .map(
                        rows -> {
                            List<Delivery> deliveries = new ArrayList<>();
                            rows.forEach(row -> deliveries.add(delivery(row)));
                            return page(deliveries, limit);
                        });
    }

    private static Page page(List<Delivery> deliveries, int limit) {
        if (deliveries.size() < limit) {
            return new Page(deliveries, null);
        }
        Delivery last = deliveries.get(deliveries.size() - 1);
        return new Page(deliveries, new Cursor(last.createdAt(), last.deliveryId()).text());
    }

    private static Delivery delivery(Row row) {
        return new Delivery(
                row.getString("id"),
                row.getString("activation"),
                row.getString("destination"),
                row.getString("purpose"),
                row.getString("profile_id"),
                row.getString("record_id"),
                row.getString("state"),
                row.getString("reason"),
                row.getString("evidence"),
                Arrays.asList(row.getArrayOfStrings("nodes")),
                row.getLong("subject_version"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("finished_at") == null
                        ? null
                        : row.getOffsetDateTime("finished_at").toInstant());
    }
}
