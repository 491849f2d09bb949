package org.purposecdp.contracts.policy;

import java.time.Instant;
import java.util.List;

/** What people are told, by versions; the texts stay with consent-service. */
public record Notice(String id, List<Version> versions) {
    public Notice {
        versions = versions == null ? List.of() : List.copyOf(versions);
    }

    /**
     * @param material what was agreed to before no longer holds under it
     */
    public record Version(int version, boolean material, Instant from) {}

    /** The version in force at that time, 0 before the first. */
    public int current(Instant at) {
        return versions.stream()
                .filter(version -> !at.isBefore(version.from()))
                .mapToInt(Version::version)
                .max()
                .orElse(0);
    }

    /** The least version whose acceptance still counts at that time; at least 1. */
    public int leastAccepted(Instant at) {
        return versions.stream()
                .filter(version -> version.material() && !at.isBefore(version.from()))
                .mapToInt(Version::version)
                .max()
                .orElse(1);
    }
}
