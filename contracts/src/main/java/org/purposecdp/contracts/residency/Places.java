package org.purposecdp.contracts.residency;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.purposecdp.contracts.residency.Place.Kind;

/** All places; each list beside this one is a service's, or of what all have. */
public final class Places {
    private static final List<Place> ALL =
            Stream.of(
                            IdentityPlaces.all(),
                            ConsentPlaces.all(),
                            ProfilePlaces.all(),
                            ActivationPlaces.all(),
                            TopicPlaces.all(),
                            FilePlaces.all())
                    .flatMap(List::stream)
                    .toList();

    private Places() {}

    public static List<Place> all() {
        return ALL;
    }

    public static List<Place> of(String service, Kind kind) {
        return ALL.stream()
                .filter(place -> place.service().equals(service) && place.kind() == kind)
                .toList();
    }

    /** The place that something found in a store is; none if it is not declared. */
    public static Optional<Place> at(String service, Kind kind, String actual) {
        return of(service, kind).stream().filter(place -> place.covers(actual)).findFirst();
    }
}
