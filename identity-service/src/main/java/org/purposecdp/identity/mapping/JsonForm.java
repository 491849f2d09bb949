package org.purposecdp.identity.mapping;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.identity.capture.BoundedJson;
import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/** What stands where in JSON of somebody else's form. */
public final class JsonForm {
    private static final int LONGEST_EVENT = 200;

    private final Mapping mapping;
    private final String event;
    private final Map<String, JsonPointer> pointers = new HashMap<>();

    private JsonForm(Mapping mapping, String event) {
        this.mapping = mapping;
        this.event = event;
        mapping.columns().keySet().forEach(path -> pointers.put(path, pointer(path)));
    }

    /**
     * @param mapping JSON Pointer (RFC 6901) → target
     * @param event name of what happened, where the mapping has none; or null
     * @throws ProblemException INVALID_VALUE
     */
    public static JsonForm of(Map<String, String> mapping, String event) {
        JsonForm form = new JsonForm(Mapping.of(mapping), event);
        require(
                event == null || !event.isBlank() && event.length() <= LONGEST_EVENT,
                "'event' has 1 to 200 characters");
        boolean mapped =
                form.mapping.columns().values().stream()
                        .anyMatch(target -> target.kind() == Target.Kind.EVENT);
        require(event == null || !mapped, "the event is named by 'event' or by the mapping");
        return form;
    }

    /**
     * @throws ProblemException INVALID_VALUE
     */
    public static JsonPointer pointer(String text) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "a place is a JSON Pointer, as /customer/email");
        }
    }

    public Map<String, String> text() {
        return mapping.text();
    }

    Mapping mapping() {
        return mapping;
    }

    String event() {
        return event;
    }

    /**
     * @param line its place among others
     * @param element missing where there is nothing
     */
    Row row(long line, JsonNode element) {
        if (!element.isObject() && !element.isMissingNode()) {
            return Row.bad(line, InvalidEvent.NOT_AN_OBJECT);
        }
        if (element.isObject() && Json.bytes(element).length > BoundedJson.LARGEST_RECORD) {
            return Row.bad(line, InvalidEvent.TOO_LARGE);
        }
        Map<String, JsonNode> cells = new HashMap<>();
        pointers.forEach((path, pointer) -> cells.put(path, element.at(pointer)));
        cells.values().removeIf(JsonNode::isMissingNode);
        return new Row(line, cells, null);
    }

    private static void require(boolean condition, String accepted) {
        if (!condition) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, accepted);
        }
    }
}
