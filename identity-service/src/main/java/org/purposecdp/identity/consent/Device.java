package org.purposecdp.identity.consent;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.record.ReceivedRecord;

/** What tells that records of one source come from one device. */
public final class Device {
    private static final Set<String> NAMESPACES = Set.of("anonymous_id", "device_id");

    private Device() {}

    /** Whether an identifier is a device's, and not a person's. */
    static boolean names(Identifier identifier) {
        return NAMESPACES.contains(identifier.namespace());
    }

    /**
     * @return pseudonyms of its anonymous and device ids; where there are none, what all the
     *     identifiers come to
     */
    public static Set<String> of(ReceivedRecord record, Pseudonyms pseudonyms) {
        Set<String> device = new LinkedHashSet<>();
        for (Identifier identifier : record.identifiers()) {
            if (names(identifier)) {
                device.add(pseudonyms.identifier(identifier));
            }
        }
        return device.isEmpty()
                ? Set.of(pseudonyms.node(record.source(), record.identifiers(), Map.of()))
                : device;
    }
}
