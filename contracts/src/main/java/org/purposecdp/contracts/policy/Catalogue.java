package org.purposecdp.contracts.policy;

import java.util.Map;
import java.util.Optional;

/**
 * Maps every trait and event to one category. What it does not name has none and is refused; an
 * entry {@code *} is the brand's explicit word for all others.
 */
public record Catalogue(Map<String, DataCategory> traits, Map<String, DataCategory> events) {
    public Catalogue {
        traits = traits == null ? Map.of() : Map.copyOf(traits);
        events = events == null ? Map.of() : Map.copyOf(events);
    }

    public Optional<DataCategory> trait(String name) {
        return Optional.ofNullable(traits.getOrDefault(name, traits.get("*")));
    }

    public Optional<DataCategory> event(String name) {
        return Optional.ofNullable(events.getOrDefault(name, events.get("*")));
    }
}
