package org.purposecdp.contracts.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Maps every trait and event to one category. What it does not name has none and is refused; an
 * entry {@code *} is the brand's explicit word for all others.
 *
 * @param consentEvents names of events by which people decide: the consent that they carry is an
 *     act, besides that of Segment's own
 */
public record Catalogue(
        Map<String, DataCategory> traits,
        Map<String, DataCategory> events,
        Set<String> consentEvents) {

    /** Segment's consent wrappers send them when somebody has chosen; the older ones the other. */
    private static final Set<String> SEGMENTS_OWN =
            Set.of("Segment Consent Preference Updated", "Segment Consent Preference");

    public Catalogue {
        traits = traits == null ? Map.of() : Map.copyOf(traits);
        events = events == null ? Map.of() : Map.copyOf(events);
        consentEvents = consentEvents == null ? Set.of() : Set.copyOf(consentEvents);
    }

    public Optional<DataCategory> trait(String name) {
        return Optional.ofNullable(traits.getOrDefault(name, traits.get("*")));
    }

    public Optional<DataCategory> event(String name) {
        return Optional.ofNullable(events.getOrDefault(name, events.get("*")));
    }

    /** Whether the consent that such an event carries is an act. */
    public boolean isConsentEvent(String name) {
        return SEGMENTS_OWN.contains(name) || consentEvents.contains(name);
    }
}
