package org.purposecdp.kit.problem;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** A failure of a route that is no resource, as {@code application/problem+json}. */
public final class RouteProblem {
    private RouteProblem() {}

    /** Ends the response, unless nobody hears it any more. */
    public static Future<Void> end(RoutingContext context, ProblemException problem) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return Future.succeededFuture();
        }
        problem.retryAfter().ifPresent(seconds -> response.putHeader("Retry-After", "" + seconds));
        ProblemType type = problem.type();
        return response.setStatusCode(type.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(
                        new JsonObject()
                                .put("type", type.type())
                                .put("code", type.code())
                                .put("title", type.title())
                                .put("status", type.status())
                                .put("detail", problem.getMessage())
                                .toBuffer());
    }
}
