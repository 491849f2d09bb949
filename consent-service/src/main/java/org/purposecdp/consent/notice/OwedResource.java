package org.purposecdp.consent.notice;

import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.Cancellable;

import org.purposecdp.consent.policy.Policies;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** What people are owed: how many were not given what describes the activities they are under. */
@Path("/v1/notices/owed")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false) // a client that leaves amid a transaction would leak its connection
class OwedResource {
    private static final int MOST = 100;

    private final Policies policies;
    private final OwedCount count;

    OwedResource(Policies policies, OwedCount count) {
        this.policies = policies;
        this.count = count;
    }

    /**
     * @param underAWeek people whom this service has known of by that source for less than that
     */
    record People(long underAWeek, long underAMonth, long older) {}

    /**
     * @param version that first describes what is done; a later one does too
     */
    record Owed(String notice, int version, String source, People people) {}

    /**
     * @param cursor of the next page; null at the end
     */
    record Page(List<Owed> owed, String cursor) {}

    /**
     * @param limit of pairs of notice and source that are counted at once; those that nobody is
     *     owed are left out
     */
    @GET
    @RolesAllowed({"consent:notices:read", "privacy-officer"})
    public Uni<Page> owed(
            @QueryParam("limit") @DefaultValue("20") int limit,
            @QueryParam("cursor") String cursor) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, "'limit' is 1 to " + MOST);
        }
        Owing after = OwedCursor.parse(cursor);
        Instant now = Instant.now();
        return policies.current()
                .map(policy -> after(after, Owing.of(policy, now)))
                .flatMap(
                        all -> {
                            List<Owing> some = all.stream().limit(limit).toList();
                            String next =
                                    all.size() > limit ? OwedCursor.of(some.get(limit - 1)) : null;
                            return count.of(some, now).map(owed -> new Page(owed, next));
                        });
    }

    private static List<Owing> after(Owing last, List<Owing> all) {
        return last == null
                ? all
                : all.stream().filter(each -> Owing.ORDER.compare(each, last) > 0).toList();
    }
}
