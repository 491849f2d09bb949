package org.purposecdp.profile.fragment;

import java.util.Map;

import org.purposecdp.contracts.record.ReceivedRecord.Event;

/** What a record says in one category; personal data, so it never prints itself. */
public record Values(Map<String, Object> traits, Event event) {
    public Values {
        traits = traits == null ? Map.of() : traits;
    }

    @Override
    public String toString() {
        return "Values[…]";
    }
}
