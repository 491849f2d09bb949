package org.purposecdp.kit.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

/** Says where a body is wrong and what is accepted there; never what the sender wrote. */
final class JsonFault {
    private JsonFault() {}

    static String describe(JsonProcessingException e) {
        return what(e) + where(e);
    }

    private static String what(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "an unknown field; accepted are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
            return "the value of "
                    + field(format)
                    + " is not accepted; accepted are "
                    + Arrays.stream(format.getTargetType().getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "the value of " + field(mapping) + " is not what the OpenAPI document says";
        }
        if (e instanceof JsonMappingException) {
            return "the body is not what the OpenAPI document says";
        }
        return "the body is not JSON";
    }

    /** The innermost name that our own types declare: keys of maps are the sender's words. */
    private static String field(JsonMappingException e) {
        List<JsonMappingException.Reference> path = e.getPath();
        for (int i = path.size() - 1; i >= 0; i--) {
            JsonMappingException.Reference step = path.get(i);
            boolean declared = !(step.getFrom() instanceof Map) && step.getFrom() != Map.class;
            if (declared && step.getFieldName() != null) {
                return "'" + step.getFieldName() + "'";
            }
        }
        return "an element";
    }

    private static String where(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
