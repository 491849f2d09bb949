package org.purposecdp.identity.record;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import org.purposecdp.contracts.text.Shape;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.problem.RouteProblem;

/**
 * Only records and imports are read as a stream; every other body is held in memory, and is short.
 * The framework knows one limit for all.
 */
@ApplicationScoped
class BodyLimits {
    private static final Shape STREAMS = Shape.of(200, "/v1/(records|imports/[^/]+/content)/?");

    private static final long LONGEST_HELD = 10L * 1024 * 1024;

    void register(@Observes Router router) {
        router.route().order(-1).handler(BodyLimits::limit);
    }

    private static void limit(RoutingContext context) {
        if (STREAMS.fits(context.normalizedPath())) {
            context.next();
            return;
        }
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > LONGEST_HELD) {
            refuse(context);
            return;
        }
        context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, LONGEST_HELD);
        context.next();
    }

    private static void refuse(RoutingContext context) {
        if (context.request().version() == HttpVersion.HTTP_2) {
            // Others use the same connection.
            RouteProblem.end(context, tooLarge());
            return;
        }
        context.response().putHeader(HttpHeaders.CONNECTION, "close");
        RouteProblem.end(context, tooLarge())
                .onComplete(ended -> context.request().connection().close());
    }

    private static ProblemException tooLarge() {
        return new ProblemException(
                IdentityProblem.TOO_LARGE, "a body has at most " + LONGEST_HELD + " bytes");
    }
}
