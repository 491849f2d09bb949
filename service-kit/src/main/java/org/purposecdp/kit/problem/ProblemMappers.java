package org.purposecdp.kit.problem;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a resource as {@code application/problem+json}, counted by code. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final String MEDIA_TYPE = "application/problem+json";
    private static final String JSON_PARSER = "com.fasterxml.jackson.core.";

    private final MeterRegistry meters;
    private final Instance<ProblemPage> pages;
    private final CurrentVertxRequest request;

    @Inject
    ProblemMappers(MeterRegistry meters, Instance<ProblemPage> pages, CurrentVertxRequest request) {
        this.meters = meters;
        this.pages = pages;
        this.request = request;
    }

    @ServerExceptionMapper(priority = 1)
    public Response problem(ProblemException e) {
        Response.ResponseBuilder response = builder(e.type(), e.getMessage(), e.extensions());
        e.retryAfter().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.build();
    }

    @ServerExceptionMapper(priority = 1)
    public Response malformed(JsonProcessingException e) {
        if (e.getCause() instanceof ProblemException problem) {
            return problem(problem);
        }
        return builder(CommonProblem.MALFORMED_BODY, JsonFault.describe(e), Map.of()).build();
    }

    /** The framework has a mapper of its own for these, nearer than the one above. */
    @ServerExceptionMapper(priority = 1)
    public Response mismatched(MismatchedInputException e) {
        return malformed(e);
    }

    @ServerExceptionMapper(priority = 1)
    public Uni<Response> unauthorized(UnauthorizedException e, RoutingContext context) {
        return signInOrRefuse(context);
    }

    @ServerExceptionMapper(priority = 1)
    public Uni<Response> authenticationFailed(
            AuthenticationFailedException e, RoutingContext context) {
        return signInOrRefuse(context);
    }

    /** Who asks for a page is sent to sign in; who calls the API is told what it lacks. */
    private Uni<Response> signInOrRefuse(RoutingContext context) {
        HttpAuthenticator authenticator = context.get(HttpAuthenticator.class.getName());
        return isOfPage(context) && authenticator != null
                ? authenticator
                        .getChallenge(context)
                        .map(challenge -> challenge == null ? unauthorized() : asked(challenge))
                : Uni.createFrom().item(this::unauthorized);
    }

    private static Response asked(ChallengeData challenge) {
        Response.ResponseBuilder response = Response.status(challenge.status);
        challenge
                .getHeaders()
                .forEach((name, value) -> response.header(name.toString(), value.toString()));
        return response.build();
    }

    @ServerExceptionMapper(priority = 1)
    public Response forbidden(ForbiddenException e) {
        return builder(
                        CommonProblem.FORBIDDEN,
                        "the token has neither the scope nor the role that this needs",
                        Map.of())
                .build();
    }

    @ServerExceptionMapper(priority = 1)
    public Response webApplication(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return malformed(json);
        }
        if (e instanceof NotFoundException && e.getCause() != null) {
            return builder(
                            CommonProblem.INVALID_VALUE,
                            "a parameter of the address is not of the type that the OpenAPI"
                                    + " document says",
                            Map.of())
                    .build();
        }
        CommonProblem type = CommonProblem.ofStatus(e.getResponse().getStatus());
        Response.ResponseBuilder response =
                builder(type, type.title(), Map.of()).status(e.getResponse().getStatus());
        String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null ? response.build() : response.header(HttpHeaders.ALLOW, allow).build();
    }

    /** Of a body's number, the parser tells what it cannot hold by no fault of its own kind. */
    @ServerExceptionMapper(priority = 1)
    public Response number(NumberFormatException e) {
        boolean ofBody =
                Arrays.stream(e.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(JSON_PARSER));
        return ofBody
                ? builder(
                                CommonProblem.MALFORMED_BODY,
                                "a number is larger than any that is accepted",
                                Map.of())
                        .build()
                : unexpected(e);
    }

    @ServerExceptionMapper(priority = 2)
    public Response unexpected(Throwable e) {
        // The message may quote a value, so only where it came from is logged.
        StackTraceElement[] trace = e.getStackTrace();
        LOG.errorf(
                "unexpected %s at %s", e.getClass().getName(), trace.length > 0 ? trace[0] : "?");
        return builder(CommonProblem.INTERNAL, "the failure is logged", Map.of()).build();
    }

    private Response unauthorized() {
        return builder(
                        CommonProblem.UNAUTHORIZED,
                        "send 'Authorization: Bearer' with a token of this service's audience",
                        Map.of())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    /** People sign in to pages by a tenant of their own (ADR 6). */
    private static boolean isOfPage(RoutingContext context) {
        return context != null && context.get(OidcUtils.TENANT_ID_SET_BY_ANNOTATION) != null;
    }

    private Response.ResponseBuilder builder(
            ProblemType type, String detail, Map<String, Object> extensions) {
        meters.counter("cdp.problems", "code", type.code(), "category", type.category().name())
                .increment();
        if (pages.isResolvable() && isOfPage(request.getCurrent())) {
            return pages.get().of(type, detail);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type.type());
        body.put("code", type.code());
        body.put("title", type.title());
        body.put("status", type.status());
        body.put("detail", detail);
        body.putAll(extensions);
        return Response.status(type.status()).type(MEDIA_TYPE).entity(body);
    }
}
