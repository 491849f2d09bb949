package org.purposecdp.kit.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.oidc.TenantResolver;
import io.quarkus.oidc.runtime.OidcUtils;
import io.vertx.ext.web.RoutingContext;

/**
 * Keeps Quarkus from taking the last segment of a path for a tenant (quarkus#47562): it is the one
 * of the class's annotation, or the API's.
 */
@ApplicationScoped
class OneTenant implements TenantResolver {
    @Override
    public String resolve(RoutingContext context) {
        String annotated = context.get(OidcUtils.TENANT_ID_SET_BY_ANNOTATION);
        return annotated == null ? OidcUtils.DEFAULT_TENANT_ID : annotated;
    }
}
