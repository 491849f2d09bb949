package org.purposecdp.kit.problem;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a resource as {@code application/problem+json}, counted by code. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final String MEDIA_TYPE = "application/problem+json";

    private final MeterRegistry meters;

    @Inject
    ProblemMappers(MeterRegistry meters) {
        this.meters = meters;
    }

    @ServerExceptionMapper(priority = 1)
    public Response problem(ProblemException e) {
        Response.ResponseBuilder response = builder(e.type(), e.getMessage(), e.extensions());
        e.retryAfter().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.build();
    }

    @ServerExceptionMapper(priority = 1)
    public Response malformed(JsonProcessingException e) {
        return builder(CommonProblem.MALFORMED_BODY, where(e), Map.of()).build();
    }

    @ServerExceptionMapper(priority = 1)
    public Response unauthorized(UnauthorizedException e) {
        return unauthorized();
    }

    @ServerExceptionMapper(priority = 1)
    public Response authenticationFailed(AuthenticationFailedException e) {
        return unauthorized();
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
        CommonProblem type = CommonProblem.ofStatus(e.getResponse().getStatus());
        return builder(type, type.title(), Map.of()).status(e.getResponse().getStatus()).build();
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

    private static String where(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String place =
                at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().get(mapping.getPath().size() - 1).getFieldName();
            return "the value of '" + field + "' is not what the OpenAPI document says" + place;
        }
        return "the body is not JSON" + place;
    }

    private Response.ResponseBuilder builder(
            ProblemType type, String detail, Map<String, Object> extensions) {
        meters.counter("cdp.problems", "code", type.code(), "category", type.category().name())
                .increment();
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
