package org.purposecdp.consent.policy;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.topic.MessageSize;
import org.purposecdp.kit.problem.ProblemException;

/** The whole register is one message: what would make it too large a one is refused. */
final class PolicySize {
    private PolicySize() {}

    /**
     * The policy as it is told.
     *
     * @throws ProblemException REGISTER_TOO_LARGE, with what takes the room
     */
    static byte[] requireFit(Policy policy) {
        byte[] json = Json.bytes(policy);
        if (MessageSize.fits(json)) {
            return json;
        }
        throw new ProblemException(
                ConsentProblem.REGISTER_TOO_LARGE,
                "the register would have %d bytes, and has at most %d: %s"
                        .formatted(json.length, MessageSize.MOST_BYTES, parts(policy)));
    }

    /** The largest first. */
    private static String parts(Policy policy) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("purposes", policy.purposes());
        parts.put("activities", policy.activities());
        parts.put("notices", policy.notices());
        parts.put("catalogue", policy.catalogue());
        parts.put("identity rules", policy.identityRules());
        parts.put("sources", policy.sources());
        Map<String, Integer> sizes = new LinkedHashMap<>();
        parts.forEach((name, part) -> sizes.put(name, Json.bytes(part).length));
        return sizes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(size -> size.getKey() + " " + size.getValue())
                .collect(Collectors.joining(", "));
    }
}
