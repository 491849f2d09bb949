package org.purposecdp.kit.caller;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;

import io.quarkus.security.identity.SecurityIdentity;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The caller of this request: claims {@code azp}, {@code cdp_source}, {@code cdp_purposes}. */
@RequestScoped
public class Caller {
    private final JsonWebToken token;
    private final SecurityIdentity identity;

    Caller(JsonWebToken token, SecurityIdentity identity) {
        this.token = token;
        this.identity = identity;
    }

    public String clientId() {
        return Optional.<String>ofNullable(token.getClaim("azp")).orElse(token.getSubject());
    }

    /** The person, or the client that acts for itself. */
    public String name() {
        return identity.getPrincipal().getName();
    }

    /** The source that this client speaks for. */
    public Optional<String> source() {
        return Optional.ofNullable(token.getClaim("cdp_source"));
    }

    /** The purposes that the caller may name: none where the token names none. */
    public AllowedPurposes allowed() {
        JsonArray purposes = token.getClaim("cdp_purposes");
        return new AllowedPurposes(
                purposes == null
                        ? Set.of()
                        : purposes.getValuesAs(JsonString.class).stream()
                                .map(JsonString::getString)
                                .collect(Collectors.toUnmodifiableSet()));
    }

    public boolean hasScopeOrRole(String name) {
        return identity.hasRole(name);
    }
}
