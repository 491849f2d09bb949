package org.purposecdp.identity.hook;

import java.util.Map;

import com.fasterxml.jackson.core.JsonPointer;

import org.purposecdp.identity.mapping.JsonForm;
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

    /**
     * @throws ProblemException INVALID_VALUE
     */
    Hook checked() {
        if (signature == null) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "'signature' says how requests are signed");
        }
        toRecords();
        return new Hook(records, form().text(), event, signature.checked());
    }

    JsonForm form() {
        return JsonForm.of(mapping, event);
    }

    JsonPointer toRecords() {
        return records == null ? JsonPointer.empty() : JsonForm.pointer(records);
    }
}
