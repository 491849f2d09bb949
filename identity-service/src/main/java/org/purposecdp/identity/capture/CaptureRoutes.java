package org.purposecdp.identity.capture;

import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;
import org.purposecdp.kit.problem.RouteProblem;

/**
 * Capture's routes: by path and raw bytes only, since SDKs send JSON as text, as a form or as
 * nothing at all. They carry a write key, never a token.
 */
@ApplicationScoped
class CaptureRoutes {
    private static final Logger LOG = Logger.getLogger(CaptureRoutes.class);
    private static final String PATH =
            "/(?:beacon/)?v1/(identify|track|page|screen|group|alias|batch|import|[itpsgab])/?";
    private static final String METRICS = "/v1/m/?";
    private static final Map<String, String> SHORT_FORMS =
            Map.of(
                    "i",
                    "identify",
                    "t",
                    "track",
                    "p",
                    "page",
                    "s",
                    "screen",
                    "g",
                    "group",
                    "a",
                    "alias",
                    "b",
                    "batch",
                    "import",
                    "batch");

    /**
     * Too large a body is read on to its end, since who still writes hears no answer; not for ever.
     */
    private static final long MOST_READ = 10L * 1024 * 1024;

    private static final byte[] SUCCESS = "{\"success\":true}".getBytes();

    private final Capture capture;

    CaptureRoutes(Capture capture) {
        this.capture = capture;
    }

    void register(@Observes Router router) {
        router.routeWithRegex(HttpMethod.OPTIONS, PATH).order(0).handler(this::preflight);
        router.routeWithRegex(HttpMethod.POST, PATH).order(0).handler(this::receive);
        router.routeWithRegex(METRICS).order(0).handler(this::ignore);
    }

    private void preflight(RoutingContext context) {
        allowOrigin(context);
        String headers = context.request().getHeader("Access-Control-Request-Headers");
        context.response()
                .putHeader("Access-Control-Allow-Methods", "POST, OPTIONS")
                .putHeader("Access-Control-Allow-Headers", headers == null ? "*" : headers)
                .putHeader("Access-Control-Max-Age", "86400")
                .setStatusCode(204)
                .end();
    }

    /** What an SDK tells of itself; a page that gets no answer to it reports an error. */
    private void ignore(RoutingContext context) {
        if (context.request().method() == HttpMethod.OPTIONS) {
            preflight(context);
        } else {
            allowOrigin(context);
            succeed(context);
        }
    }

    private void receive(RoutingContext context) {
        allowOrigin(context);
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        request.handler(
                chunk -> {
                    if (body.length() <= Body.LARGEST) {
                        body.appendBuffer(chunk);
                    } else if (request.bytesRead() > MOST_READ) {
                        request.connection().close();
                    }
                });
        request.exceptionHandler(broken -> LOG.debug("a sender went away"));
        request.endHandler(end -> answer(context, body));
        request.resume();
    }

    private void answer(RoutingContext context, Buffer body) {
        HttpServerRequest request = context.request();
        String word = context.pathParam("param0");
        String call = SHORT_FORMS.getOrDefault(word, word);
        Context own = context.vertx().getOrCreateContext();
        try {
            Optional<String> key =
                    WriteKeys.ofAuthorization(request.getHeader("Authorization"))
                            .or(() -> WriteKeys.present(request.getParam("writeKey")));
            capture.take(call, key, request.getHeader("SentAt"), body.getBytes())
                    .emitOn(task -> own.runOnContext(ignored -> task.run()))
                    .subscribe()
                    .with(taken -> succeed(context), failure -> fail(context, failure));
        } catch (RuntimeException e) {
            fail(context, e);
        }
    }

    private static void succeed(RoutingContext context) {
        if (!context.response().closed()) {
            context.response()
                    .putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(SUCCESS));
        }
    }

    private static void fail(RoutingContext context, Throwable failure) {
        ProblemException problem;
        if (failure instanceof ProblemException known) {
            problem = known;
        } else {
            // Whatever failed on our side may pass later, and only 503 and 429 say so.
            LOG.warnf("capture failed with %s", failure.getClass().getName());
            problem =
                    new ProblemException(CommonProblem.NOT_READY, "not taken; send it again")
                            .withRetryAfter(2);
        }
        RouteProblem.end(context, problem);
    }

    /** Any page may send with its key: no cookie or other credential of a browser counts here. */
    private static void allowOrigin(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        if (origin != null) {
            context.response()
                    .putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Allow-Credentials", "true")
                    .putHeader("Access-Control-Expose-Headers", "Retry-After")
                    .putHeader("Vary", "Origin");
        }
    }
}
