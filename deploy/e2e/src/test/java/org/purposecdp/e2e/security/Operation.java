package org.purposecdp.e2e.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.restassured.specification.RequestSpecification;

import org.purposecdp.e2e.platform.Platform;

/**
 * One operation of a service, as its OpenAPI document has it.
 *
 * @param path with its parameters in braces
 */
record Operation(
        String service,
        String method,
        String path,
        Optional<String> contentType,
        boolean byWriteKey) {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /**
     * Those that ask for a token: not capture, which asks for a write key, nor hooks, which ask for
     * a signature, nor pages.
     */
    static List<Operation> of(Platform platform, String service) {
        return all(platform, service).stream()
                .filter(each -> !each.byWriteKey() && !each.isPage())
                .toList();
    }

    /** Asks whoever is not signed in to do so. */
    boolean isPage() {
        return path.startsWith("/console");
    }

    static List<Operation> all(Platform platform, String service) {
        Map<String, Map<String, Object>> paths =
                platform.anonymous(service)
                        .get("/q/openapi?format=json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("paths");
        List<Operation> operations = new ArrayList<>();
        paths.forEach(
                (path, item) ->
                        item.forEach(
                                (method, operation) -> {
                                    if (METHODS.contains(method)) {
                                        operations.add(
                                                new Operation(
                                                        service,
                                                        method.toUpperCase(Locale.ROOT),
                                                        path,
                                                        contentType(operation),
                                                        byWriteKey(operation)));
                                    }
                                }));
        return operations;
    }

    private static boolean byWriteKey(Object operation) {
        String security = String.valueOf(((Map<?, ?>) operation).get("security"));
        return security.contains("writeKey") || security.contains("signature");
    }

    private static Optional<String> contentType(Object operation) {
        Map<?, ?> body = (Map<?, ?>) ((Map<?, ?>) operation).get("requestBody");
        return body == null || !body.containsKey("content")
                ? Optional.empty()
                : ((Map<?, ?>) body.get("content"))
                        .keySet().stream().map(Object::toString).findFirst();
    }

    /**
     * The status it answers to a body that nobody can read: who may not come in must be told so
     * before anything is read.
     */
    int status(RequestSpecification request) {
        contentType.ifPresent(type -> request.contentType(type).body("["));
        return request.request(method, path.replaceAll("\\{[^}]+}", "no-such-1")).statusCode();
    }

    @Override
    public String toString() {
        return service + " " + method + " " + path;
    }
}
