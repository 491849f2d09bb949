package org.purposecdp.identity.hook;

import java.util.Map;

import com.fasterxml.jackson.core.JsonPointer;

import org.purposecdp.identity.mapping.Mapping;
import org.purposecdp.identity.mapping.Target;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/**
 * What a source's system sends, and how.
 *
 * @param records JSON Pointer (RFC 6901) to the record, or to the array of them; null where that is
 *     the body itself
 * @param mapping JSON Pointer within a record → what stands there
 * @param event name of what happened, where the mapping has none
 */
public record Hook(String records, Map<String, String> mapping, String event, Signing signature) {
    private static final int LONGEST_EVENT = 200;

    /**
     * @throws ProblemException INVALID_VALUE
     */
    Hook checked() {
        Mapping checked = Mapping.of(mapping);
        require(records == null || isPointer(records), "'records' is a JSON Pointer, as /orders");
        require(
                checked.columns().keySet().stream().allMatch(Hook::isPointer),
                "each name in 'mapping' is a JSON Pointer, as /customer/email");
        require(
                event == null || !event.isBlank() && event.length() <= LONGEST_EVENT,
                "'event' has 1 to 200 characters");
        boolean mapped =
                checked.columns().values().stream()
                        .anyMatch(target -> target.kind() == Target.Kind.EVENT);
        require(event == null || !mapped, "the event is named by 'event' or by the mapping");
        require(signature != null, "'signature' says how requests are signed");
        return new Hook(records, checked.text(), event, signature.checked());
    }

    JsonPointer toRecords() {
        return records == null ? JsonPointer.empty() : JsonPointer.compile(records);
    }

    private static boolean isPointer(String text) {
        try {
            JsonPointer.compile(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean condition, String accepted) {
        if (!condition) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, accepted);
        }
    }
}
