package org.purposecdp.activation.definition;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.type.TypeReference;

import org.purposecdp.contracts.json.Json;

/** Definitions over HTTP: the body with its id, the revision as ETag. */
public final class Answers {
    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS =
            new TypeReference<>() {};

    private Answers() {}

    /** 201 for a new one, else 200. */
    public static <T> Response of(Put<T> put) {
        return of(put, Map.of());
    }

    public static <T> Response of(Put<T> put, Map<String, Object> more) {
        return of(put.created() ? 201 : 200, put.stored(), more);
    }

    public static <T> Response of(Stored<T> stored) {
        return of(200, stored, Map.of());
    }

    /**
     * @param more what the platform has to add
     */
    public static <T> Response of(Stored<T> stored, Map<String, Object> more) {
        return of(200, stored, more);
    }

    private static <T> Response of(int status, Stored<T> stored, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", stored.id());
        body.putAll(Json.MAPPER.convertValue(stored.body(), FIELDS));
        body.putAll(more);
        return Response.status(status).header(HttpHeaders.ETAG, stored.etag()).entity(body).build();
    }
}
