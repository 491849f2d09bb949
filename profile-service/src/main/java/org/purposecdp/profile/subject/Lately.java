package org.purposecdp.profile.subject;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Profiles that this instance read or wrote lately. Another may have written them since: whoever
 * decides by one compares and sets.
 */
final class Lately {
    /** Some 300 bytes each. */
    private static final int MOST_PARTS = 200_000;

    private final Cache<String, Profile> profiles =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_PARTS)
                    .weigher((String id, Profile profile) -> parts(profile))
                    .build();

    private static int parts(Profile profile) {
        int views =
                profile.views().values().stream()
                        .mapToInt(
                                view ->
                                        view.traits().size()
                                                + view.nodes().size()
                                                + view.events().values().stream()
                                                        .mapToInt(Map::size)
                                                        .sum())
                        .sum();
        return 3 + views + profile.subject().nodes().size() + profile.subject().decisions().size();
    }

    /** Those that are known, to which others may be added. */
    Map<String, Profile> of(Collection<String> profileIds) {
        return new HashMap<>(profiles.getAllPresent(profileIds));
    }

    void put(Collection<Profile> some) {
        some.forEach(profile -> profiles.put(profile.profileId(), profile));
    }

    void forget(Collection<String> profileIds) {
        profiles.invalidateAll(profileIds);
    }
}
