package org.purposecdp.activation.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;

/** The deliveries on file, to be read. */
@ApplicationScoped
class Deliveries implements PanacheRepositoryBase<DeliveryEntity, String> {
    private static final Sort NEWEST_FIRST = Sort.descending("createdAt", "id");

    /**
     * What a page is of; null stands for any.
     *
     * @param purposes of no other purpose
     */
    record Filter(String activation, String profileId, String state, Set<String> purposes) {}

    /** The last of a page; null before the first page. */
    record After(Instant createdAt, String id) {}

    @WithSession
    Uni<List<Delivery>> page(Filter filter, After after, int limit) {
        List<String> conditions = new ArrayList<>(List.of("purpose in (:purposes)"));
        Map<String, Object> parameters = new HashMap<>(Map.of("purposes", filter.purposes()));
        equal("activation", filter.activation(), conditions, parameters);
        equal("profileId", filter.profileId(), conditions, parameters);
        equal("state", filter.state(), conditions, parameters);
        if (after != null) {
            conditions.add("(createdAt, id) < (:at, :id)");
            parameters.put("at", after.createdAt());
            parameters.put("id", after.id());
        }
        return find(String.join(" and ", conditions), NEWEST_FIRST, parameters)
                .range(0, limit - 1)
                .list()
                .map(found -> found.stream().map(DeliveryEntity::delivery).toList());
    }

    private static void equal(
            String field, String value, List<String> conditions, Map<String, Object> parameters) {
        if (value != null) {
            conditions.add(field + " = :" + field);
            parameters.put(field, value);
        }
    }
}
