package org.purposecdp.profile.gate;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Source;

/** All that a fold reads of a policy: two that have it in common fold every profile alike. */
public final class PolicyPrint {
    private PolicyPrint() {}

    /**
     * A hash. A source that no activity names has nothing in any view; the catalogue sorts a record
     * when it comes, and identity-service alone goes by the rules of identifiers.
     */
    public static String of(Policy policy) {
        Set<String> named = new HashSet<>();
        policy.activities().forEach(activity -> named.addAll(activity.sources()));
        List<Source> sources =
                policy.sources().stream()
                        .filter(source -> named.contains(source.id()))
                        .map(PolicyPrint::withoutVersion)
                        .sorted(Comparator.comparing(Source::id))
                        .toList();
        Policy read =
                new Policy(
                        0,
                        null,
                        policy.purposes(),
                        policy.activities(),
                        policy.notices(),
                        null,
                        null,
                        sources);
        return UUID.nameUUIDFromBytes(Json.bytes(read)).toString();
    }

    private static Source withoutVersion(Source source) {
        return new Source(
                source.id(),
                0,
                source.ended(),
                source.kind(),
                source.consentFirst(),
                source.shows());
    }
}
