package org.purposecdp.identity.topic;

import java.util.Map;

import org.purposecdp.contracts.text.Shape;
import org.purposecdp.identity.mapping.JsonForm;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/**
 * A topic whose messages are JSON objects.
 *
 * @param mapping JSON Pointer within a message → what stands there
 * @param event name of what happened, where the mapping has none
 */
public record SourceTopic(String topic, Map<String, String> mapping, String event) {
    private static final Shape NAME = Shape.of(249, "[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String OURS = "cdp.";

    /**
     * @throws ProblemException INVALID_VALUE
     */
    SourceTopic checked() {
        if (!NAME.fits(topic) || topic.startsWith(OURS)) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE,
                    "'topic' is a name of a-z, A-Z, 0-9, '.', '_', '-', and none of the platform's own,"
                            + " which begin with cdp.");
        }
        return new SourceTopic(topic, form().text(), event);
    }

    JsonForm form() {
        return JsonForm.of(mapping, event);
    }
}
