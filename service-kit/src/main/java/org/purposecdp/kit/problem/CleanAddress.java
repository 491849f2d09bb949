package org.purposecdp.kit.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** No path or query with characters that no store can hold. */
class CleanAddress {

    @ServerRequestFilter
    public void check(ContainerRequestContext request) {
        UriInfo address = request.getUriInfo();
        boolean clean =
                address.getPathParameters().values().stream()
                                .flatMap(values -> values.stream())
                                .allMatch(CleanAddress::clean)
                        && address.getQueryParameters().values().stream()
                                .flatMap(values -> values.stream())
                                .allMatch(CleanAddress::clean);
        if (!clean) {
            throw new ProblemException(
                    CommonProblem.INVALID_VALUE, "an address has no control characters");
        }
    }

    private static boolean clean(String value) {
        return value.chars().noneMatch(Character::isISOControl);
    }
}
